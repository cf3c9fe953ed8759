package dev.fairlead.testing.internal.junit;

import dev.fairlead.Action;
import dev.fairlead.testing.FairleadTest.Lifetime;
import dev.fairlead.testing.OnBackend;
import java.util.Locale;
import java.util.OptionalLong;

/** Something done once in a runtime of its own, after which nothing may be left. */
public final class OneRun {

  private final Settings settings;
  private final String name;

  /**
   * Prepares a run.
   *
   * @param seconds the limit in real time
   */
  public OneRun(OnBackend on, long seed, int seconds, String name) {
    boolean simulated = on == OnBackend.SIMULATED;
    this.name = name;
    this.settings =
        new Settings(
            on.backend(seed),
            on.name().toLowerCase(Locale.ROOT),
            simulated ? OptionalLong.of(seed) : OptionalLong.empty(),
            seconds,
            Lifetime.PER_TEST,
            false);
  }

  /** Does it, in the root task. */
  public void run(Action<Exception> body) throws Throwable {
    var left = LeftBehind.before(settings);
    var host = new Host(settings, name);
    host.start();
    var run = new TestRun(host, true);
    var failures = new Failures();
    failures.collect(() -> {
      run.begin();
      run.test(body::run);
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
