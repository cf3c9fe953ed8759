package dev.fairlead.waits;

import static dev.fairlead.waits.WaitSubject.waitsBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.stream.Ticker;
import dev.fairlead.stream.Ticker.MissedTicks;
import dev.fairlead.sync.KeyedRateLimiter;
import dev.fairlead.sync.RateLimiter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The waits that end when a time has come: after the duration that they are made with. */
final class TimedWaits {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final String KEY = "key";

  private TimedWaits() {}

  static Map<String, Function<Duration, WaitSubject>> all() {
    var all = new LinkedHashMap<String, Function<Duration, WaitSubject>>();
    all.put("RateLimiter.acquire", period -> rateLimiter(period, false));
    all.put("RateLimiter.tryAcquire(limit)", period -> rateLimiter(period, true));
    all.put("KeyedRateLimiter.acquire", period -> keyedRateLimiter(period, false));
    all.put("KeyedRateLimiter.tryAcquire(limit)", period -> keyedRateLimiter(period, true));
    all.put("Ticker.receive", TimedWaits::ticker);
    all.put("Fairlead.sleep", period -> waitsBy(() -> Fairlead.sleep(period)));
    return all;
  }

  /** With one token, so that what was taken is gone for a whole period. */
  private static WaitSubject rateLimiter(Duration period, boolean limited) {
    var limiter = new RateLimiter(1, period);
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(limiter.tryAcquire(1, YEAR));
              } else {
                limiter.acquire();
              }
            })
        .armedBy(limiter::tryAcquire)
        .counting(() -> limiter.statistics().tasksWaiting())
        .leaving(_ -> limiter.acquire());
  }

  private static WaitSubject keyedRateLimiter(Duration period, boolean limited) {
    var limiter = new KeyedRateLimiter<String>(1, period);
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(limiter.tryAcquire(KEY, 1, YEAR));
              } else {
                limiter.acquire(KEY);
              }
            })
        .armedBy(() -> limiter.tryAcquire(KEY))
        .counting(() -> limiter.statistics(KEY).tasksWaiting())
        .leaving(_ -> limiter.acquire(KEY));
  }

  /** A receive that was cancelled has taken no tick: none is missing between two that came. */
  private static WaitSubject ticker(Duration period) {
    var ticker = Ticker.every(period, o -> o.withMissed(MissedTicks.DELAY));
    var last = new AtomicLong();
    return waitsBy(() -> last.set(ticker.receive().number()))
        .closedBy(ticker::close, ClosedResourceException.class)
        .exclusive()
        .leaving(_ -> {
          long before = last.get();
          assertEquals(before + 1, ticker.receive().number(), "number of the tick");
          last.set(before + 1);
        });
  }
}
