package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.testing.SimulationOptions.Search;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** How fast a simulation is: figures to look at, not limits. */
@Timeout(120) // Much faster, unless the machine has something else to do.
class SpeedTest {

  private static final int CHECKPOINTS = 500_000;
  private static final int SCHEDULES = 1_000;
  private static final int CLIENTS = 100;

  private static String perSecond(long count, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return String.format(Locale.ROOT, "%,.0f per second", count / seconds);
  }

  private static void simulate(long seed, dev.fairlead.Action<Exception> body) throws Exception {
    // Switches at every chance, which costs the most.
    Fairlead.run(
        o -> o.withBackend(Simulation.backend(s -> s.withSeed(seed).withSearch(Search.RANDOM))),
        body);
  }

  @Test
  void taskSwitches(TestReporter reporter) throws Exception {
    long start = System.nanoTime();
    var switches = new int[1];
    var last = new int[1];
    simulate(
        1,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < 10; i++) {
                int task = i;
                group.startSoon(() -> {
                  for (int j = 0; j < CHECKPOINTS / 10; j++) {
                    Checkpoints.checkpoint();
                    switches[0] += last[0] == task ? 0 : 1;
                    last[0] = task;
                  }
                });
              }
            }));

    reporter.publishEntry("task switches", perSecond(switches[0], start));
    assertTrue(switches[0] >= CHECKPOINTS / 2, () -> "switches: " + switches[0]);
  }

  @Test
  void schedules(TestReporter reporter) throws Exception {
    long start = System.nanoTime();
    var count = new AtomicLong();
    for (int seed = 0; seed < SCHEDULES; seed++) {
      simulate(
          seed,
          () ->
              TaskGroup.run(group -> {
                for (int i = 0; i < 3; i++) {
                  group.startSoon(() -> {
                    Checkpoints.checkpoint();
                    count.incrementAndGet();
                  });
                }
              }));
    }

    reporter.publishEntry("schedules of three tasks", perSecond(SCHEDULES, start));
    assertEquals(3 * SCHEDULES, count.get());
  }

  @Test
  void anHourOfAHundredClients(TestReporter reporter) throws Exception {
    long start = System.nanoTime();
    var echoes = new AtomicLong();
    simulate(
        1,
        () -> {
          Deadline end = Deadline.after(Duration.ofHours(1));
          TaskGroup.run(group -> {
            CancelScope serving = CancelScope.create();
            var listener = Net.createTcpListener(7);
            group.startSoon(() ->
                serving.run(() -> {
                  try (listener) {
                    listener.serve(SpeedTest::echo);
                  }
                }));
            TaskGroup.run(clients -> {
              for (int i = 0; i < CLIENTS; i++) {
                clients.startSoon(() -> beat(end, echoes));
              }
            });
            serving.cancel();
          });
        });

    reporter.publishEntry(
        "an hour of 100 clients, a heartbeat a second",
        echoes + " echoes in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    assertTrue(echoes.get() > CLIENTS * 3_500);
  }

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  private static void beat(Deadline end, AtomicLong echoes) throws IOException {
    try (var stream = Net.connectTcp("localhost", 7)) {
      while (Fairlead.currentTime().nanos() < end.nanos()) {
        stream.send(new byte[] {1});
        stream.receive();
        echoes.incrementAndGet();
        Fairlead.sleep(Duration.ofSeconds(1));
      }
    }
  }
}
