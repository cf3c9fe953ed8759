package dev.fairlead.internal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.GroupOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testsupport.TestBackends;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A shield that keeps a cancelled task for long is reported, in debug mode. */
class ShieldWatchTest {

  private final Reports reports = new Reports();

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @BeforeEach
  void debug() {
    DebugMode.turn(true);
    ShieldWatch.waitFor(ofMillis(10));
  }

  @AfterEach
  void debugNoMore() {
    DebugMode.turn(false);
    ShieldWatch.waitFor(ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aCancelledTaskThatStaysBehindAShieldIsReported(Backend backend) {
    CancelScope scope = CancelScope.create();

    reports.run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              CancelScope.shielded().run(this::waitForTheReport);
            }));

    assertReportsTheWait();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void soIsOneThatIsCancelledLater(Backend backend) {
    CancelScope scope = CancelScope.create();

    reports.run(
        backend,
        () ->
            TaskGroup.run(group -> {
              group.startSoon(() -> {
                Fairlead.awaitAllTasksBlocked();
                scope.cancel();
              });
              scope.run(() -> TaskGroup.run(GroupOptions::withShield, inner -> waitForTheReport()));
            }));

    assertReportsTheWait();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void soIsOneThatRaisesAShieldAfterwards(Backend backend) {
    CancelScope scope = CancelScope.create();

    reports.run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              CancelScope inner = CancelScope.create();
              inner.run(() -> {
                inner.shield();
                waitForTheReport();
              });
            }));

    assertReportsTheWait();
  }

  private void waitForTheReport() {
    reports.awaitFirst();
  }

  private void assertReportsTheWait() {
    assertEquals(1, reports.all().size());
    Reports.Report report = reports.all().getFirst();
    assertTrue(report.what().contains("behind a shield, waiting for an event"), report::what);
    assertTrue(report.what().contains("cleanUp"), report::what);
    assertTrue(report.shows("waitForTheReport"));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aShieldWithATimeLimitMayTakeIt(Backend backend) {
    CancelScope scope = CancelScope.create();

    reports.run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              CancelScope.cleanUp(ofMillis(50)).run(Fairlead::sleepForever);
            }));

    assertEquals(List.of(), reports.all());
  }
}
