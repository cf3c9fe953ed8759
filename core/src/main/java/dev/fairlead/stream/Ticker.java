package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream of ticks that come at a fixed rate and do not drift.
 *
 * {@snippet file="TickerSnippets.java" region="ticker"}
 *
 * <p>The rate is counted from the first receive: the tenth tick comes ten periods after it, however
 * long each tick was worked on. What happens to ticks for which the receiver comes too late is up
 * to the {@link MissedTicks} policy. A receive that is cancelled has taken no tick. One task at a
 * time receives; closing wakes it.
 */
public final class Ticker implements ObjectReceiveStream<Ticker.Tick> {

  private final Duration period;
  private final TickerOptions options;
  private final ResourceGuard receiving = new ResourceGuard("receiving from a ticker");
  private final Event closed = new Event();

  // Written by the task that receives.
  private @Nullable Deadline next;
  private long ticks;

  private Ticker(Duration period, TickerOptions options) {
    this.period = period;
    this.options = options;
  }

  /**
   * What happens to ticks whose time has passed when the receiver comes.
   *
   * {@snippet file="TickerSnippets.java" region="missed"}
   */
  public enum MissedTicks {
    /** They are left out: the next tick comes at the next time of the beat. */
    SKIP,
    /** They come at once, one after the other, until the receiver has caught up. */
    CATCH_UP,
    /** The beat starts again: the next tick comes a whole period after the late one. */
    DELAY
  }

  /**
   * One tick.
   *
   * {@snippet file="TickerSnippets.java" region="ticker"}
   *
   * @param number which one it is, from 1; ticks that are left out count
   * @param missed how many were left out right before it
   * @param due when it was due
   */
  public record Tick(long number, long missed, Deadline due) {}

  /**
   * Makes a ticker; it starts with the first receive.
   *
   * @throws IllegalArgumentException if the period is not positive
   */
  public static Ticker every(Duration period) {
    return every(period, UnaryOperator.identity());
  }

  /** As {@link #every(Duration)}, with options. */
  public static Ticker every(Duration period, UnaryOperator<TickerOptions> options) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("the period must be longer than zero: " + period);
    }
    return new Ticker(period, options.apply(TickerOptions.defaults()));
  }

  /**
   * Waits for the next tick. A checkpoint.
   *
   * @throws ClosedResourceException if the ticker is closed, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task receives already
   */
  @Override
  public Tick receive() {
    try (Permit _ = receiving.enter()) {
      Deadline due = nextDue();
      awaitUntil(due);
      return tick(due, Fairlead.currentTime());
    }
  }

  private Deadline nextDue() {
    Deadline due = next;
    if (due == null) {
      Deadline now = Fairlead.currentTime();
      due = options.immediate() ? now : now.plus(period);
      next = due;
    }
    return due;
  }

  private void awaitUntil(Deadline due) {
    Checkpoints.checkpoint();
    if (closed.tryAwait(due.remaining())) {
      throw new ClosedResourceException("receive on a closed ticker; make another one");
    }
  }

  private Tick tick(Deadline due, Deadline now) {
    long late = Math.max(0, now.since(due).dividedBy(period));
    long missed = options.missed() == MissedTicks.SKIP ? late : 0;
    Deadline actual = due.plus(period.multipliedBy(missed));
    Deadline beat = options.missed() == MissedTicks.DELAY && late > 0 ? now : actual;
    next = beat.plus(period);
    ticks += missed + 1;
    return new Tick(ticks, missed, actual);
  }

  /** Closes at once; who waits for a tick gets a {@link ClosedResourceException}. Any thread. */
  @Override
  public void close() {
    closed.set();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public String toString() {
    return "ticker, every " + period;
  }
}
