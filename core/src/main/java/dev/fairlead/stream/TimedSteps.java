package dev.fairlead.stream;

import dev.fairlead.Deadline;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.DerivedStream.Step;
import dev.fairlead.sync.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Steps of derived streams that look at the clock. */
final class TimedSteps {

  private TimedSteps() {}

  /** Collects items until there are enough, or the first of them has waited long enough. */
  static final class Batching<T> implements Step<List<T>> {
    private final Held<T> source;
    private final int max;
    private final Optional<Duration> within;
    private List<T> batch = new ArrayList<>();
    private Deadline due = Deadline.NEVER;

    Batching(Held<T> source, int max, Optional<Duration> within) {
      if (max < 1) {
        throw new IllegalArgumentException("the size of a batch must be at least 1: " + max);
      }
      within.ifPresent(TimedSteps::ensureNotNegative);
      this.source = source;
      this.max = max;
      this.within = within;
    }

    @Override
    public List<T> next() throws IOException {
      try {
        while (batch.size() < max && addOne()) {
          // Until it is full or due.
        }
      } catch (EndOfStreamException e) {
        if (batch.isEmpty()) {
          throw e;
        }
      }
      List<T> done = batch;
      batch = new ArrayList<>();
      return done;
    }

    private boolean addOne() throws IOException {
      if (batch.isEmpty()) {
        batch.add(source.take());
        due = within.map(Deadline::after).orElse(Deadline.NEVER);
        return true;
      }
      Optional<T> next = source.takeUntil(due);
      next.ifPresent(batch::add);
      return next.isPresent();
    }
  }

  /** Gives the latest item once none has followed it for a while. */
  static final class Debouncing<T> implements Step<T> {
    private final Held<T> source;
    private final Duration quiet;
    private @Nullable T latest;

    Debouncing(Held<T> source, Duration quiet) {
      ensureNotNegative(quiet);
      this.source = source;
      this.quiet = quiet;
    }

    @Override
    public T next() throws IOException {
      T candidate = latest == null ? source.take() : latest;
      latest = candidate;
      try {
        for (Optional<T> later = follower(); later.isPresent(); later = follower()) {
          candidate = later.get();
          latest = candidate;
        }
      } catch (EndOfStreamException e) {
        // Nothing follows any more; the next receive says so.
      }
      latest = null;
      return candidate;
    }

    private Optional<T> follower() throws IOException {
      return source.takeUntil(Deadline.after(quiet));
    }
  }

  private static void ensureNotNegative(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the time to wait for more must not be negative: " + time);
    }
  }

  static <T> Step<T> throttle(Held<T> source, RateLimiter limiter) {
    return () -> {
      source.peek();
      limiter.acquire();
      return source.take();
    };
  }
}
