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
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shield that keeps a cancelled task for long is reported, in debug mode. */
@ExtendWith(InDebugMode.class)
class ShieldWatchTest {

  private final Reports reports = new Reports();

  @BeforeEach
  void beImpatient() {
    ShieldWatch.waitFor(ofMillis(10));
  }

  @AfterEach
  void beAsPatientAsBefore() {
    ShieldWatch.waitFor(ofSeconds(5));
  }

  @GivenEveryBackend
  void aCancelledTaskThatStaysBehindAShieldIsReported(Backend backend) {
    runCancelled(backend, () -> CancelScope.shielded().run(this::waitForTheReport));

    assertReportsTheWait();
  }

  private void runCancelled(Backend backend, Runnable body) {
    CancelScope scope = CancelScope.create();
    reports.run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              body.run();
            }));
  }

  @GivenEveryBackend
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

  @GivenEveryBackend
  void soIsOneThatRaisesAShieldAfterwards(Backend backend) {
    CancelScope inner = CancelScope.create();

    runCancelled(
        backend,
        () ->
            inner.run(() -> {
              inner.shield();
              waitForTheReport();
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

  @GivenEveryBackend
  void aShieldWithATimeLimitMayTakeIt(Backend backend) {
    runCancelled(backend, () -> CancelScope.cleanUp(ofMillis(50)).run(Fairlead::sleepForever));

    assertEquals(List.of(), reports.all());
  }
}
