package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Seats.awaitAtLeast;
import static dev.fairlead.lowlevel.Seats.close;
import static dev.fairlead.lowlevel.Seats.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.internal.turns.Watchable;
import dev.fairlead.lowlevel.Seats.Counting;
import dev.fairlead.lowlevel.Seats.Once;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class TurnsTest {

  @Test
  void aSeatHasATurnWheneverItsChannelBecomesReadable() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        try (Turns turns = Turns.in(group, "test")) {
          var seat = new Counting(turns, channels, () -> {});
          seat.begin();
          for (int sent = 1; sent <= 100; sent++) {
            channels.send();
            awaitAtLeast(seat.bytes, sent);
          }

          assertTrue(seat.turns.get() >= 100, "turns: " + seat.turns);
        }
      });
    }
  }

  @Test
  void whoseRegistrationIsClosedHasALastTurn() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        try (Turns turns = Turns.in(group, "test")) {
          var seat = new Counting(turns, channels, () -> {});
          seat.begin();
          channels.farWaits().close();
          awaitAtLeast(seat.turns, 1);

          assertThrows(ClosedResourceException.class, seat::begin);
        }
      });
    }
  }

  @Test
  void aTurnCanBeHadAtOnceAndIsHadOnce() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        try (Turns turns = Turns.in(group, "test")) {
          var seat = new Once(turns);
          for (int round = 1; round <= 500; round++) {
            seat.callWhenReadable(channels.farWaits());
            group.startSoon(() -> channels.send()); // Whoever comes first.
            seat.callNow(channels.farWaits());
            seat.callNow(channels.farWaits());
            awaitAtLeast(seat.turns, round);
            channels.drain();

            assertEquals(round, seat.turns.get());
          }
        }
      });
    }
  }

  @Test
  void whatWasReadBeforeATurnIsAskedForBringsNone() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        try (Turns turns = Turns.in(group, "test")) {
          var seat = new Once(turns);
          for (int round = 1; round <= 20; round++) {
            seat.callWhenReadable(channels.farWaits());
            channels.send();
            awaitAtLeast(seat.turns, round);
            Fairlead.sleep(Duration.ofMillis(1)); // The loop sees again that it is readable.
            channels.drain();
            seat.callWhenReadable(channels.farWaits());
            Fairlead.awaitAllTasksBlocked();

            assertEquals(round, seat.turns.get());
            assertTrue(((Watchable) channels.farWaits()).unwatchReadable());
          }
        }
      });
    }
  }

  @Test
  void nobodyElseMayWaitForTheChannelOfASeat() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        try (Turns turns = Turns.in(group, "test")) {
          var seat = new Counting(turns, channels, () -> {});
          seat.begin();

          assertThrows(
              BusyResourceException.class,
              () -> channels.farWaits().awaitReadable(Channels.READING));
          assertThrows(BusyResourceException.class, seat::begin);
          channels.send();
          awaitAtLeast(seat.turns, 1);
        }
      });
    }
  }

  @Test
  void noByteIsMissedWhateverTurnsDo() throws IOException {
    List<Channels> all = open(30);
    int rounds = 200;
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        List<Counting> seats = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          var random = new Random(i);
          seats.add(new Counting(turns, all.get(i), () -> doSomething(random)));
        }
        seats.forEach(Counting::begin);
        TaskGroup.run(senders -> {
          for (Channels channels : all) {
            senders.startSoon(() -> {
              for (int i = 0; i < rounds; i++) {
                channels.send();
                Checkpoints.yieldNow();
              }
            });
          }
        });
        for (Counting seat : seats) {
          awaitAtLeast(seat.bytes, rounds);
          assertEquals(rounds, seat.bytes.get());
        }
      }
    });
    close(all);
  }

  private static void doSomething(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> Fairlead.sleep(Duration.ofNanos(random.nextInt(100_000)));
      case 1 -> Checkpoints.yieldNow();
      case 2 -> CancelScope.moveOnAfter(Duration.ZERO).run(Fairlead::sleepForever);
      default -> Checkpoints.checkpoint();
    }
  }

  @Test
  void aRuntimeWithoutAWatchSaysSo() {
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        assertFalse(new Once(turns).callWhenReadable(new Unwatchable()));
      }
    });
  }

  private static final class Unwatchable implements Registration {
    @Override
    public void awaitReadable(WaitReason reason) {}

    @Override
    public void awaitWritable(WaitReason reason) {}

    @Override
    public void notifyClosing() {}

    @Override
    public void close() {}
  }
}
