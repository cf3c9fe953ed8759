package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.Net;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static <X extends Exception> void simulate(long seed, Action<X> body) throws X {
    Fairlead.run(o -> o.withBackend(Simulation.backend(s -> s.withSeed(seed))), body);
  }

  @Test
  void timeJumpsWhenEveryTaskWaits() {
    var woken = new ArrayList<Deadline>();

    simulate(
        0,
        () ->
            TaskGroup.run(group -> {
              group.startSoon(() -> sleepAndNote(Duration.ofDays(365), woken));
              group.startSoon(() -> sleepAndNote(Duration.ofHours(1), woken));
            }));

    assertEquals(List.of(at(Duration.ofHours(1)), at(Duration.ofDays(365))), woken);
  }

  private static Deadline at(Duration sinceStart) {
    return new Deadline(sinceStart.toNanos());
  }

  private static void sleepAndNote(Duration duration, List<Deadline> woken) {
    Fairlead.sleep(duration);
    woken.add(Fairlead.currentTime());
  }

  @Test
  void timeStandsStillWhileTasksRun() {
    simulate(
        0,
        () -> {
          Deadline before = Fairlead.currentTime();
          for (int i = 0; i < 1000; i++) {
            Checkpoints.checkpoint();
          }
          assertEquals(before, Fairlead.currentTime());
        });
  }

  @Test
  void deadlinesPassAtTheirInstant() {
    simulate(
        0,
        () -> {
          var scope = CancelScope.failAfter(Duration.ofMillis(1500));

          assertThrows(DeadlineExceededException.class, () -> scope.run(Fairlead::sleepForever));

          assertEquals(at(Duration.ofMillis(1500)), Fairlead.currentTime());
        });
  }

  @Test
  void theWallClockFollows() {
    simulate(
        0,
        () -> {
          Fairlead.sleep(Duration.ofDays(1));
          assertEquals(
              Instant.parse("2000-01-02T00:00:00Z"), Simulation.current().clock().instant());
        });
  }

  /** Three tasks write their letter three times each. */
  private static String interleaving(long seed) {
    var order = new StringBuilder();
    simulate(
        seed,
        () ->
            TaskGroup.run(group -> {
              for (String letter : List.of("a", "b", "c")) {
                group.startSoon(() -> {
                  for (int i = 0; i < 3; i++) {
                    order.append(letter);
                    Checkpoints.checkpoint();
                  }
                });
              }
            }));
    return order.toString();
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    for (int seed = 0; seed < 100; seed++) {
      assertEquals(interleaving(seed), interleaving(seed));
    }
  }

  @Test
  void seedsGiveManyOrders() {
    var orders = new HashSet<String>();
    for (int seed = 0; seed < 1000; seed++) {
      orders.add(interleaving(seed));
    }
    assertTrue(orders.size() > 300, () -> "orders: " + orders.size());
  }

  private static List<String> trace(long seed) {
    var trace = new ArrayList<String>();
    simulate(
        seed,
        () -> {
          TaskGroup.run(group -> {
            for (int i = 0; i < 5; i++) {
              int number = i;
              group.startSoon(() -> {
                Fairlead.sleep(Duration.ofMillis(Simulation.current().random().nextInt(10)));
                Simulation.current().note("task " + number);
              });
            }
          });
          trace.addAll(Simulation.current().trace());
        });
    return trace;
  }

  @Test
  void theTraceIsTheSameByteForByteAThousandTimes() {
    List<String> first = trace(42);
    for (int i = 0; i < 1000; i++) {
      assertEquals(first, trace(42));
    }
    assertNotEquals(first, trace(43));
  }

  @Test
  void waitingForEachOtherFailsAtOnceWithTheTasks() {
    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                simulate(
                    7,
                    () ->
                        TaskGroup.run(group ->
                            group.startSoon(
                                o -> o.withName("stuck"), () -> Fairlead.sleepForever()))));

    assertEquals(7, failure.seed());
    assertTrue(failure.getMessage().contains("nothing can run"), failure::getMessage);
    assertTrue(failure.getMessage().contains("stuck: waits for"), failure::getMessage);
    assertTrue(failure.getMessage().contains("seed 7"), failure::getMessage);
  }

  @Test
  void aStuckRunIsUnwoundAndItsCleanUpRuns() {
    var trail = new ArrayList<String>();

    assertThrows(
        SimulationFailedError.class,
        () ->
            simulate(
                0,
                () -> {
                  try {
                    Fairlead.sleepForever();
                  } finally {
                    trail.add("cleaned up");
                  }
                }));

    assertEquals(List.of("cleaned up"), trail);
  }

  @Test
  void aRunStuckBehindAShieldIsUnwoundToo() {
    assertThrows(
        SimulationFailedError.class,
        () -> simulate(0, () -> CancelScope.shielded().run(Fairlead::sleepForever)));
  }

  @Test
  void goingRoundInCirclesIsFoundOut() {
    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                Fairlead.run(
                    o -> o.withBackend(Simulation.backend(s -> s.withStepLimit(1000))),
                    () -> {
                      while (true) {
                        Checkpoints.checkpoint();
                      }
                    }));

    assertTrue(failure.getMessage().contains("1000 steps"), failure::getMessage);
  }

  @Test
  void blockingOutsideTheLibraryIsReportedWithItsStack() {
    var latch = new CountDownLatch(1);

    var failure = assertThrows(SimulationFailedError.class, () -> simulate(0, latch::await));

    assertTrue(failure.getMessage().contains("blocks outside the library"), failure::getMessage);
    assertTrue(failure.getMessage().contains("CountDownLatch.await"), failure::getMessage);
  }

  @Test
  void tasksThatBlockOnEachOtherAreReportedAndStillEnd() {
    var queue = new LinkedBlockingQueue<String>();

    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                simulate(
                    0,
                    () ->
                        TaskGroup.run(group -> {
                          group.startSoon(queue::take);
                          Checkpoints.checkpoint();
                          Checkpoints.checkpoint();
                          Checkpoints.checkpoint();
                          queue.add("late");
                        })));

    assertTrue(failure.getMessage().contains("LinkedBlockingQueue.take"), failure::getMessage);
  }

  @Test
  void everythingStandsStillWhileAWorkerThreadRuns() {
    simulate(
        0,
        () ->
            TaskGroup.run(group -> {
              var scope = CancelScope.moveOnAfter(Duration.ofNanos(1));
              group.startSoon(() -> scope.run(Fairlead::sleepForever));
              String name = ToThread.call(() -> Thread.currentThread().getName());
              assertTrue(name.contains("worker"), name);
              assertEquals(Deadline.after(Duration.ZERO), at(Duration.ZERO));
            }));
  }

  @Test
  void severalSimulationsRunSideBySide() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var traces = new ArrayList<List<String>>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                List<String> trace = trace(5);
                synchronized (traces) {
                  traces.add(trace);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(trace(5), trace(5), trace(5), trace(5)), traces);
  }

  @Test
  void anInterruptOfTheCallerCancelsTheRun() {
    Thread caller = Thread.currentThread();

    assertThrows(
        dev.fairlead.RunCancelledException.class,
        () ->
            simulate(
                0,
                () -> {
                  caller.interrupt();
                  while (true) {
                    Fairlead.sleep(Duration.ofSeconds(1));
                  }
                }));

    assertTrue(Thread.interrupted());
  }

  @Test
  void outsideASimulationThereIsNoneToAsk() {
    assertThrows(
        IllegalStateException.class, () -> Fairlead.run(() -> Simulation.current().seed()));
  }

  @Test
  void anActionMayTakeAwayAllThatWasGoingToHappen() throws IOException {
    for (int step = 0; step < 20; step++) {
      int resetAt = step;
      simulate(resetAt, () -> resetAfter(resetAt));
    }
  }

  /** Nothing is under way but bytes, which are gone after the reset. */
  private static void resetAfter(int steps) throws IOException {
    SimulatedNetwork network = Simulation.current().network();
    SimulatedHost server = network.host("server");
    try (var listener = server.call(() -> Net.createTcpListener(80));
        var client = Net.connectTcp("server", 80);
        var accepted = listener.accept()) {
      client.send(new byte[100]);
      Simulation.current().afterSteps(steps, () -> network.reset(network.localhost(), server));
      Fairlead.sleep(Duration.ofMinutes(1));
      for (int i = 0; i < steps; i++) {
        Checkpoints.checkpoint();
      }
      assertThrows(BrokenResourceException.class, () -> accepted.send(new byte[1]));
    }
  }

  @Test
  void whatAnActionThrowsEndsTheRun() {
    var mistake = new IllegalStateException("mistake");
    var trail = new ArrayList<String>();

    for (int step = 0; step < 10; step++) {
      int failAt = step;
      var failure =
          assertThrows(
              SimulationFailedError.class,
              () ->
                  simulate(
                      0,
                      () -> {
                        Simulation.current()
                            .afterSteps(
                                failAt,
                                () -> {
                                  throw mistake;
                                });
                        TaskGroup.run(group -> {
                          for (int i = 0; i < 10; i++) {
                            group.startSoon(Checkpoints::checkpoint);
                          }
                          trail.add("body");
                          Fairlead.sleepForever();
                        });
                      }));

      assertEquals(mistake, failure.getCause());
      assertTrue(failure.getMessage().contains("afterSteps failed"), failure::getMessage);
    }

    assertEquals(10, trail.size());
  }

  @Test
  void anActionThatWaitsIsToldSo() {
    for (Runnable waiting : List.<Runnable>of(Fairlead::sleepForever, Checkpoints::checkpoint)) {
      var failure =
          assertThrows(
              SimulationFailedError.class,
              () ->
                  simulate(
                      0,
                      () -> {
                        Simulation.current().afterSteps(0, waiting);
                        Fairlead.sleep(Duration.ofSeconds(1));
                      }));

      assertTrue(failure.getMessage().contains("let it start a task"), failure::getMessage);
    }
  }

  @Test
  void anActionOfTheFarthestStepIsNeverDone() {
    simulate(
        0,
        () -> {
          Fairlead.sleep(Duration.ofSeconds(1));
          Simulation.current().afterSteps(Long.MAX_VALUE, () -> fail("done"));
          Fairlead.sleep(Duration.ofSeconds(1));
        });
  }

  @Test
  void theTraceKeepsAsManyEventsAsItIsTold() {
    var trace = new ArrayList<String>();

    Fairlead.run(
        o -> o.withBackend(Simulation.backend(s -> s.withTraceLimit(3))),
        () -> {
          for (int i = 0; i < 10; i++) {
            Simulation.current().note("note " + i);
          }
          trace.addAll(Simulation.current().trace());
        });

    assertEquals(
        List.of("note 7", "note 8", "note 9"),
        trace.stream().map(line -> line.substring(line.indexOf(": ") + 2)).toList());
  }
}
