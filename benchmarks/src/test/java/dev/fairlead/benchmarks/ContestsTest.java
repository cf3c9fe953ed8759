package dev.fairlead.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.ForkSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Smoke test: every subject of every scenario works. What it costs is not a test's business. */
class ContestsTest {
  private static final List<ForkSuite> SUITES = new Suites(Path.of(".")).forked();

  @TestFactory
  Stream<DynamicTest> everySubjectRuns() {
    return contests()
        .flatMap(contest ->
            contest.contestants().stream()
                .filter(subject -> !subject.preview())
                .map(subject ->
                    dynamicTest(
                        contest.scenario().id() + " " + subject.name(),
                        () -> subject.experiment().get().tryOut())));
  }

  @Test
  void everyScenarioHasItsBase() {
    contests()
        .forEach(contest -> assertTrue(contest.contestant(contest.scenario().base()) != null));
  }

  private static Stream<Contest> contests() {
    return SUITES.stream().flatMap(suite -> suite.contests().stream());
  }
}
