package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Channels.READING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lets data, cancellation and closing meet one wait at the same moment. */
@Tag("slow")
@ForEveryBackend(except = "simulated")
class RegistrationRaceTest {

  private static final int TRIALS = 2_000;
  private static final int SPINS = 2_000;

  private final Random random = new Random(11);
  // Threads of their own, since the tasks of backend carrier never run at the same moment.
  private final ExecutorService racers = Executors.newFixedThreadPool(3);

  @AfterEach
  void stopRacers() {
    racers.shutdownNow();
  }

  private void race(Runnable action) {
    int spins = random.nextInt(SPINS);
    racers.execute(() -> {
      Waits.spin(spins);
      action.run();
    });
  }

  private static void send(Channels channels) {
    try {
      channels.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCancellationLeavesBehindStillWakesTheNextWait() throws IOException {
    try (Channels channels = Channels.open()) {
      var outcomes = new AtomicInteger();
      for (int i = 0; i < TRIALS; i++) {
        CancelScope scope = CancelScope.create();
        race(scope::cancel);
        race(() -> send(channels));
        scope.run(() -> channels.farWaits().awaitReadable(READING));
        outcomes.addAndGet(scope.cancelledCaught() ? 1 : 0);

        receiveOne(channels, channels.farWaits());
      }
      assertTrue(outcomes.get() > 0 && outcomes.get() < TRIALS, outcomes + " were cancelled");
    }
  }

  /** The byte that was sent, or will be. */
  private static void receiveOne(Channels channels, Registration waits) throws IOException {
    var buffer = ByteBuffer.allocate(10);
    while (channels.far().read(buffer) == 0) {
      waits.awaitReadable(READING);
    }
    assertEquals(1, buffer.position());
  }

  @Test
  void whoeverWinsAClosedRegistrationHoldsNothing() throws IOException {
    try (Channels channels = Channels.open()) {
      Registration waits = channels.farWaits();
      var closings = new AtomicInteger();
      for (int i = 0; i < TRIALS; i++) {
        Registration current = waits;
        CancelScope scope = CancelScope.create();
        race(scope::cancel);
        race(() -> send(channels));
        race(current::close);
        scope.run(() -> countClosed(current, closings));
        current.close();

        waits = Readiness.register(channels.far());
        receiveOne(channels, waits);
      }
      waits.close();
      countClosed(waits, closings);
      assertTrue(closings.get() > 0, "a closed registration let somebody wait");
    }
  }

  private static void countClosed(Registration registration, AtomicInteger closings) {
    try {
      registration.awaitReadable(READING);
    } catch (ClosedResourceException e) {
      closings.incrementAndGet();
    }
  }

  @Test
  void noEventIsLostBetweenTasksThatReadSlowlyAndInterestThatComesAndGoes() {
    int pairs = 16;
    int rounds = 3_200;
    TaskGroup.run(group -> {
      for (int i = 0; i < pairs; i++) {
        Channels channels = Channels.open();
        var seed = new Random(i);
        group.startSoon(() -> {
          try (channels) {
            TaskGroup.run(both -> {
              both.startSoon(() -> echo(channels, rounds, seed));
              for (int round = 0; round < rounds; round++) {
                channels.send();
                awaitReply(channels);
              }
            });
          }
        });
      }
    });
  }

  private static void awaitReply(Channels channels) throws IOException {
    var buffer = ByteBuffer.allocate(10);
    while (channels.near().read(buffer) == 0) {
      channels.nearWaits().awaitReadable(READING);
    }
  }

  private static void echo(Channels channels, int rounds, Random random) throws IOException {
    for (int round = 0; round < rounds; round++) {
      // Sometimes waits before it tries, sometimes lets the loop see the byte again and again.
      if (random.nextBoolean()) {
        channels.farWaits().awaitReadable(READING);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        Checkpoints.yieldNow();
      }
      receiveOne(channels, channels.farWaits());
      channels.far().write(ByteBuffer.allocate(1));
    }
  }
}
