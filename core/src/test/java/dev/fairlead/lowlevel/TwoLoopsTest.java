package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Channels.READING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.GuardedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels of one loop that tasks of another one use. */
class TwoLoopsTest {

  private static final int TASKS = 16;
  private static final int ROUNDS = 100;

  static List<Backend> backends() {
    return List.of(
        Backends.virtual(o -> o.withLoops(2)),
        Backends.carrier(o -> o.withLoops(2).withPlacement(CarrierOptions.Placement.ROUND_ROBIN)));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aChannelIsTakenOutWhoeverClosesItAndWhoeverElseDoes(Backend backend) throws Throwable {
    new GuardedRun(backend, "closing", 15)
        .run(() -> {
          for (int i = 0; i < ROUNDS; i++) {
            closeAll(waitOnEach());
          }
        });
  }

  /** Lets each channel join the loop of the task that waits for it. */
  private static List<Channels> waitOnEach() {
    var all = new ArrayList<TaskHandle<Channels>>();
    TaskGroup.run(group -> {
      for (int i = 0; i < TASKS; i++) {
        all.add(group.startSoon(TwoLoopsTest::openAndWait));
      }
    });
    return all.stream().map(TaskHandle::await).toList();
  }

  private static Channels openAndWait() throws IOException {
    Channels channels = Channels.open();
    channels.send();
    channels.farWaits().awaitReadable(READING);
    assertEquals(1, channels.drain());
    return channels;
  }

  /** Each by two tasks at once. */
  private static void closeAll(List<Channels> all) {
    TaskGroup.run(group -> {
      for (Channels channels : all) {
        group.startSoon(channels::close);
        group.startSoon(channels::close);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void turnsOfChannelsOfBothLoopsAreTaken(Backend backend) throws Throwable {
    new GuardedRun(backend, "turns", 15)
        .run(() -> {
          List<Channels> all = waitOnEach();
          var bytes = new AtomicInteger();
          TaskGroup.run(group -> {
            try (Turns turns = Turns.in(group, "both loops")) {
              all.forEach(channels -> new Reading(turns, channels, bytes).askForNext());
              for (int round = 1; round <= ROUNDS; round++) {
                for (Channels channels : all) {
                  channels.send();
                }
                while (bytes.get() < round * TASKS) {
                  Fairlead.sleep(Duration.ofNanos(1_000));
                }
              }
            }
          });
          closeAll(all);
        });
  }

  private static final class Reading extends Turns.Seat {
    private final Channels channels;
    private final AtomicInteger bytes;

    Reading(Turns turns, Channels channels, AtomicInteger bytes) {
      super(turns);
      this.channels = channels;
      this.bytes = bytes;
    }

    void askForNext() {
      callWhenReadable(channels.farWaits());
    }

    @Override
    public void takeTurn() {
      try {
        int count = channels.drain();
        askForNext();
        bytes.addAndGet(count);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
