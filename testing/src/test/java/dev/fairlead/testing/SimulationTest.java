package dev.fairlead.testing;

import static dev.fairlead.testing.Simulations.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

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
