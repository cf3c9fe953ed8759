package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Seats.awaitAtLeast;
import static dev.fairlead.lowlevel.Seats.awaitTrue;
import static dev.fairlead.lowlevel.Seats.close;
import static dev.fairlead.lowlevel.Seats.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Seats.Counting;
import dev.fairlead.lowlevel.Seats.Once;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The tasks that take turns: which of them takes which, and how they end. */
@ForEveryBackend(except = "simulated")
class TurnTasksTest {

  private static final int SEATS = 200;

  /** One does, and another one helps whenever it is late: for ten milliseconds, as machines are. */
  @Test
  void fewTasksTakeTheTurnsOfAllSeats() throws IOException {
    var tasks = Collections.synchronizedSet(new HashSet<Long>());
    List<Channels> all = open(SEATS);
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        List<Counting> seats = new ArrayList<>();
        for (Channels channels : all) {
          seats.add(new Counting(turns, channels, () -> tasks.add(Fairlead.currentTask().id())));
        }
        seats.forEach(Counting::begin);
        for (Channels channels : all) {
          channels.send();
        }
        for (Counting seat : seats) {
          awaitAtLeast(seat.bytes, 1);
        }
      }
    });
    close(all);
    assertTrue(tasks.size() <= SEATS / 10, "tasks: " + tasks);
  }

  @Test
  void aTurnThatWaitsHoldsUpNoOther() throws IOException {
    var goOn = new Event();
    List<Channels> all = open(20);
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        List<Counting> seats = new ArrayList<>();
        for (Channels channels : all.subList(1, all.size())) {
          seats.add(new Counting(turns, channels, goOn::await)); // Each of them waits.
        }
        var last = new Counting(turns, all.get(0), () -> {});
        seats.forEach(Counting::begin);
        last.begin();
        for (Channels channels : all.reversed()) {
          channels.send();
        }

        awaitAtLeast(last.turns, 1);
        goOn.set();
      }
    });
    close(all);
  }

  @Test
  void whoWaitsLeavesWhatIsReadyToTheNextTask() {
    var goOn = new Event();
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        var last = new Once(turns);
        last.callSoon();
        Fairlead.awaitAllTasksBlocked(); // One has taken that turn, the next one is idle.
        Turns.Seat previous = last;
        for (int i = 0; i < 10; i++) {
          previous = new Waiting(turns, previous, goOn);
        }
        previous.callSoon();
        awaitAtLeast(last.turns, 2);
        goOn.set();
      }
    });
  }

  /** Makes another one ready, and waits in the same turn. */
  private static final class Waiting extends Turns.Seat {
    private final Turns.Seat next;
    private final Event goOn;

    Waiting(Turns turns, Turns.Seat next, Event goOn) {
      super(turns);
      this.next = next;
      this.goOn = goOn;
    }

    @Override
    public void takeTurn() {
      next.callSoon();
      goOn.await();
    }
  }

  @Test
  void aTurnThatComputesHoldsUpNeitherTimersNorOtherSeats(Backend backend) throws IOException {
    assumeTrue(
        backend.name().equals("virtual") && Runtime.getRuntime().availableProcessors() > 1,
        "with one thread whoever computes holds up all others");
    var timerHasRung = new AtomicBoolean();
    var otherHadATurn = new AtomicBoolean();
    List<Channels> all = open(2);
    TaskGroup.run(group -> {
      try (Turns turns = Turns.in(group, "test")) {
        var busy =
            new Counting(
                turns,
                all.get(0),
                () -> {
                  while (!timerHasRung.get() || !otherHadATurn.get()) {
                    Thread.onSpinWait();
                  }
                });
        var other = new Counting(turns, all.get(1), () -> otherHadATurn.set(true));
        busy.begin();
        other.begin();
        group.startSoon(() -> {
          awaitAtLeast(busy.turns, 1);
          all.get(1).send();
          Fairlead.sleep(Duration.ofMillis(20));
          timerHasRung.set(true);
        });
        all.get(0).send();
        awaitAtLeast(other.turns, 1);
        awaitTrue(timerHasRung);
      }
    });
    close(all);
  }

  @Test
  void aFailedTurnFailsTheGroup() throws IOException {
    try (Channels channels = Channels.open()) {
      var failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  TaskGroup.run(
                      o -> o.withPlainFailure(),
                      group -> {
                        Turns turns = Turns.in(group, "test");
                        new Counting(
                                turns,
                                channels,
                                () -> {
                                  throw new IllegalStateException("enough");
                                })
                            .callSoon();
                        Fairlead.sleepForever();
                      }));
      assertEquals("enough", failure.getMessage());
    }
  }

  @Test
  void whenTheGroupIsCancelledAllItsTasksEnd() throws IOException {
    List<Channels> all = open(50);
    for (int round = 0; round < 100; round++) {
      var random = new Random(round);
      TaskGroup.run(group -> {
        Turns turns = Turns.in(group, "test");
        for (Channels channels : all) {
          new Counting(turns, channels, () -> Checkpoints.checkpoint()).begin();
        }
        for (int i = random.nextInt(all.size()); i >= 0; i--) {
          all.get(random.nextInt(all.size())).send();
        }
        if (random.nextBoolean()) {
          Checkpoints.yieldNow();
        }
        group.cancel();
      });
      for (Channels channels : all) {
        CancelScope.shielded().run(() -> awaitUnwatched(channels));
      }
    }
    close(all);
  }

  /** A turn that was asked for and never came leaves its watch behind, which takes it. */
  private static void awaitUnwatched(Channels channels) throws IOException {
    channels.drain();
    channels.send();
    while (true) {
      try {
        channels.farWaits().awaitReadable(Channels.READING);
        channels.drain();
        return;
      } catch (BusyResourceException _) {
        Checkpoints.yieldNow();
      }
    }
  }

  @Test
  void closedItEndsItsTasksAndTakesNoMoreTurns() throws IOException {
    try (Channels channels = Channels.open()) {
      var turnsTaken = new AtomicInteger();
      TaskGroup.run(group -> {
        Turns turns = Turns.in(group, "test");
        var seat = new Counting(turns, channels, turnsTaken::incrementAndGet);
        seat.begin();
        turns.close();
        channels.send();
        seat.callSoon();
      });
      assertEquals(0, turnsTaken.get());
    }
  }
}
