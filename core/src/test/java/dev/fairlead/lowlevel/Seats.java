package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Seats for tests of turns, and the channels they look after. */
final class Seats {

  private Seats() {}

  /** Counts what it reads, and asks for the next turn. */
  static final class Counting extends Turns.Seat {
    private final Channels channels;
    private final Runnable afterEach;
    final AtomicInteger turns = new AtomicInteger();
    final AtomicInteger bytes = new AtomicInteger();

    Counting(Turns turns, Channels channels, Runnable afterEach) {
      super(turns);
      this.channels = channels;
      this.afterEach = afterEach;
    }

    void begin() {
      assertTrue(callWhenReadable(channels.farWaits()));
    }

    @Override
    public void takeTurn() {
      turns.incrementAndGet();
      try {
        bytes.addAndGet(channels.drain());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      afterEach.run();
      try {
        begin();
      } catch (ClosedResourceException _) {
        // Then it has no more turns.
      }
    }
  }

  static final class Once extends Turns.Seat {
    final AtomicInteger turns = new AtomicInteger();

    Once(Turns turns) {
      super(turns);
    }

    @Override
    public void takeTurn() {
      turns.incrementAndGet();
    }
  }

  static void awaitAtLeast(AtomicInteger counter, int least) {
    while (counter.get() < least) {
      Fairlead.sleep(Duration.ofNanos(1_000));
    }
  }

  static void awaitTrue(AtomicBoolean flag) {
    while (!flag.get()) {
      Fairlead.sleep(Duration.ofMillis(1));
    }
  }

  static List<Channels> open(int count) throws IOException {
    List<Channels> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Channels.open());
    }
    return all;
  }

  static void close(List<Channels> all) throws IOException {
    for (Channels channels : all) {
      channels.close();
    }
  }
}
