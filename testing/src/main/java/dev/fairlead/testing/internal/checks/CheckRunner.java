package dev.fairlead.testing.internal.checks;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Resource;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.internal.junit.OneRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Makes tests of checks: one per backend and check. */
final class CheckRunner<S> {

  private static final Duration TO_CLEAN_UP = Duration.ofSeconds(5);

  /** Makes what is looked at. */
  @FunctionalInterface
  interface Opener<S> {
    Opened<S> open(TaskGroup services) throws Exception;
  }

  /**
   * What is looked at.
   *
   * @param resources closed afterwards
   */
  record Opened<S>(S subject, List<Resource> resources) {

    static <S> Opened<S> of(S subject, Resource... resources) {
      return new Opened<>(subject, Arrays.asList(resources));
    }

    void close() throws IOException {
      for (Resource resource : resources) {
        resource.closeForcefully();
      }
    }
  }

  private final Opener<S> opener;
  private final StreamCheckOptions options;

  CheckRunner(Opener<S> opener, StreamCheckOptions options) {
    this.opener = opener;
    this.options = options;
  }

  Stream<DynamicTest> tests(List<Check<S>> checks) {
    return options.on().stream()
        .filter(OnBackend::isAvailable)
        .flatMap(on ->
            checks.stream()
                .filter(check -> on == OnBackend.SIMULATED || !check.simulatedOnly())
                .map(check -> test(on, check)));
  }

  private DynamicTest test(OnBackend on, Check<S> check) {
    String backend = on.name().toLowerCase(Locale.ROOT);
    return DynamicTest.dynamicTest(backend + ": " + check.name(), () -> run(on, check));
  }

  private void run(OnBackend on, Check<S> check) throws Throwable {
    int seeds = on == OnBackend.SIMULATED ? options.seeds() : 1;
    for (int seed = 0; seed < seeds; seed++) {
      new OneRun(on, seed, options.seconds(), "check").run(() -> runOnce(check));
    }
  }

  private void runOnce(Check<S> check) throws Exception {
    TaskGroup.<Exception>run(
        o -> o.withName("services of the streams").withPlainFailure(),
        services -> {
          Opened<S> opened = opener.open(services);
          try {
            check.body().run(opened.subject());
          } finally {
            CancelScope.cleanUp(TO_CLEAN_UP).run(opened::close);
          }
          services.cancel("the check has ended");
        });
  }
}
