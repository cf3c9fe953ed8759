package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Supervisor.Restart;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SupervisorTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final IOException failure = new IOException("lost");

  private static Supervisor supervisor(UnaryOperator<SupervisorOptions> options) {
    return Supervisor.of(o -> options.apply(o.withBackoff(Backoff.none())));
  }

  private void failUntil(int run) throws IOException {
    if (runs.incrementAndGet() < run) {
      throw failure;
    }
  }

  @Test
  void aTaskThatFailsIsStartedAgain() {
    TaskGroup.run(group -> supervisor(o -> o).start(group, "poller", () -> failUntil(3)));

    assertEquals(3, runs.get());
  }

  @Test
  void aSiblingIsLeftAlone() {
    TaskGroup.run(group -> {
      var sibling = group.startSoon(() -> Fairlead.sleep(ofMillis(1)));
      supervisor(o -> o).start(group, "poller", () -> failUntil(3)).join();
      sibling.await();
    });
  }

  @Test
  void onRequestATaskThatReturnsIsStartedAgainToo() {
    TaskGroup.run(group ->
        supervisor(o -> o.withRestart(Restart.ALWAYS))
            .start(
                group,
                "poller",
                () -> {
                  if (runs.incrementAndGet() == 3) {
                    group.cancel();
                  }
                }));

    assertTrue(runs.get() >= 3);
  }

  @Test
  void onRequestNothingIsStartedAgain() {
    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g ->
                    supervisor(o -> o.withRestart(Restart.NEVER))
                        .start(g, "once", () -> failUntil(9))));

    assertSame(failure, group.single().orElseThrow());
    assertEquals(1, runs.get());
  }

  @Test
  void tooManyRestartsWithinThePeriodFailTheTask() {
    var events = new ArrayList<Supervisor.Event>();

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g ->
                    supervisor(o -> o.withIntensity(2, ofDays(1)).withObserver(events::add))
                        .start(g, "poller", () -> failUntil(9))));

    var only = (IllegalStateException) group.single().orElseThrow();
    assertSame(failure, only.getCause());
    assertTrue(only.getMessage().contains("poller"), only.getMessage());
    assertEquals(3, runs.get());
    var restarting = new Supervisor.Event.Restarting("poller", Optional.of(failure), Duration.ZERO);
    assertEquals(
        List.of(
            restarting, restarting, new Supervisor.Event.GivingUp("poller", Optional.of(failure))),
        events);
  }

  @Test
  void restartsThatAreLongAgoDoNotCount() {
    TaskGroup.run(group ->
        supervisor(o -> o.withIntensity(1, ofMillis(1)))
            .start(
                group,
                "poller",
                () -> {
                  Fairlead.sleep(ofMillis(3));
                  failUntil(5);
                }));

    assertEquals(5, runs.get());
  }

  @Test
  void theRestartsOfAllTasksCountTogether() {
    Supervisor supervisor = supervisor(o -> o.withIntensity(1, ofDays(1)));

    TaskGroup.run(group -> supervisor.start(group, "one", () -> failUntil(2)));
    runs.set(0);

    assertThrows(
        ExceptionGroup.class,
        () -> TaskGroup.run(group -> supervisor.start(group, "two", () -> failUntil(2))));
  }

  @Test
  void anErrorIsNotFollowedByARestart() {
    assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group ->
                supervisor(o -> o)
                    .start(
                        group,
                        "buggy",
                        () -> {
                          runs.incrementAndGet();
                          throw new AssertionError("bug");
                        })));

    assertEquals(1, runs.get());
  }

  @Test
  void cancellingEndsTheTaskAndTheWaitForARestart() {
    Supervisor patient = Supervisor.of(o -> o.withBackoff(Backoff.constant(ofDays(1))));

    TaskGroup.run(group -> {
      var waiting = patient.start(group, "waiting", () -> failUntil(9));
      var running = patient.start(group, "running", Fairlead::sleepForever);
      Fairlead.awaitAllTasksBlocked();
      group.cancel();
      CancelScope.shielded()
          .run(() -> {
            waiting.join();
            running.join();
          });
    });

    assertEquals(1, runs.get());
  }

  @Test
  void whatReturnsBecauseItWasAskedToIsNotStartedAgain() {
    TaskGroup.run(group -> {
      supervisor(o -> o.withRestart(Restart.ALWAYS).withIntensity(0, ofDays(1)))
          .start(
              group,
              "poller",
              () -> {
                runs.incrementAndGet();
                Fairlead.awaitStopRequested();
              });
      Fairlead.awaitAllTasksBlocked();
      group.cancelScope().cancelAfter(ofDays(1), "closing time");
    });

    assertEquals(1, runs.get());
  }

  @Test
  void aWaitForARestartEndsWhenSomebodyAsksForAnEnd() {
    Supervisor patient = Supervisor.of(o -> o.withBackoff(Backoff.constant(ofDays(1))));

    TaskGroup.run(group -> {
      patient.start(group, "waiting", () -> failUntil(9));
      Fairlead.awaitAllTasksBlocked();
      group.cancelScope().cancelAfter(ofDays(2), "closing time");
    });

    assertEquals(1, runs.get());
  }

  @Test
  void aGoodbyeThatFailsIsAFailureAndNoReasonToStartAgain() {
    var events = new ArrayList<Supervisor.Event>();

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  supervisor(o -> o.withObserver(events::add)).start(g, "poller", this::sayGoodbye);
                  Fairlead.awaitAllTasksBlocked();
                  g.cancel();
                }));

    assertSame(failure, group.single().orElseThrow());
    assertEquals(List.of(), events);
  }

  private void sayGoodbye() throws IOException {
    try {
      Fairlead.sleepForever();
    } catch (Cancelled cancelled) {
      failure.addSuppressed(cancelled);
      throw failure;
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> supervisor(o -> o.withIntensity(-1, ofMinutes(1))));
    assertThrows(
        IllegalArgumentException.class, () -> supervisor(o -> o.withIntensity(1, Duration.ZERO)));
  }
}
