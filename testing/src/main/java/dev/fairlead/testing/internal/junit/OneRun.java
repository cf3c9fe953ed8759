package dev.fairlead.testing.internal.junit;

import dev.fairlead.Action;
import dev.fairlead.testing.FairleadTest.Lifetime;
import dev.fairlead.testing.OnBackend;
import java.util.Locale;
import java.util.OptionalLong;

/** Something done once in a runtime of its own, after which nothing may be left. */
public final class OneRun {

  /** Makes what is done from what belongs to the run. */
  @FunctionalInterface
  interface Preparation {
    /** Called by the thread of the caller, for the root task. */
    Errand.Work prepare(TestRun run);
  }

  private final Settings settings;
  private final String name;

  OneRun(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  /**
   * Prepares a run.
   *
   * @param seconds the limit in real time
   */
  public OneRun(OnBackend on, long seed, int seconds, String name) {
    this(settings(on, seed, seconds), name);
  }

  private static Settings settings(OnBackend on, long seed, int seconds) {
    return new Settings(
        on.backend(seed),
        on.name().toLowerCase(Locale.ROOT),
        on == OnBackend.SIMULATED ? OptionalLong.of(seed) : OptionalLong.empty(),
        seconds,
        Lifetime.PER_TEST,
        false);
  }

  /** Does it, in the root task. */
  public void run(Action<Exception> body) throws Throwable {
    call(_ -> body::run);
  }

  /** As {@link #run}, with what belongs to the run. */
  void call(Preparation preparation) throws Throwable {
    var left = LeftBehind.before(settings);
    var host = new Host(settings, name);
    host.start();
    var run = new TestRun(host, true);
    var failures = new Failures();
    failures.collect(() -> {
      run.begin();
      run.test(preparation.prepare(run));
    });
    if (!host.isAbandoned()) {
      failures.collect(run::end);
    }
    if (!host.isAbandoned()) {
      failures.collect(() -> left.assertNothingNow(host.name()));
    }
    settings.seed().ifPresent(failures::hint);
    failures.rethrow();
  }
}
