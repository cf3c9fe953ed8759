package dev.fairlead.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A {@link RateLimiter} for each key: so much in a time for every user, address or tenant.
 *
 * {@snippet file="KeyedRateLimiterSnippets.java" region="keyed"}
 *
 * <p>Tasks with different keys do not wait for each other; those with the same key are served in
 * the order in which they came. The bucket of a key that nobody has asked for lately is full again,
 * as a new one is, so it is forgotten: there are about as many as keys are in use.
 *
 * @param <K> the keys; values with equals and hashCode
 */
public final class KeyedRateLimiter<K> {

  private static final int FIRST_SWEEP = 64;

  private final Supplier<RateLimiter> factory;

  // Under the monitor of the map.
  private final Map<K, Entry> entries = new HashMap<>();
  private int sweepAt = FIRST_SWEEP;

  /** The bucket of a key, and how many tasks are in it at the moment. */
  private static final class Entry {
    final RateLimiter limiter;
    int users;

    Entry(RateLimiter limiter) {
      this.limiter = limiter;
    }

    boolean isLikeNew() {
      return users == 0 && limiter.isFull();
    }
  }

  /**
   * Makes limiters with a burst of as much as the rate allows in one period.
   *
   * @throws IllegalArgumentException if {@code tokens} is less than 1, or the period is not
   *     positive
   */
  public KeyedRateLimiter(int tokens, Duration period) {
    this(tokens, period, tokens);
  }

  /**
   * Makes limiters.
   *
   * @param tokens how many tokens come in each period, for each key
   * @param burst how many tokens the bucket of a key holds
   * @throws IllegalArgumentException if a number is less than 1, or the period is not positive
   */
  public KeyedRateLimiter(int tokens, Duration period, int burst) {
    this.factory = () -> new RateLimiter(tokens, period, burst);
    RateLimiter _ = factory.get(); // Refuses what is impossible now and not at the first use.
  }

  /** Takes a token of a key, and waits for it if necessary. A checkpoint. */
  public void acquire(K key) {
    acquire(key, 1);
  }

  /**
   * Takes so many tokens of a key, and waits until there are so many if necessary. A checkpoint.
   *
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public void acquire(K key, int tokens) {
    boolean _ =
        with(
            key,
            limiter -> {
              limiter.acquire(tokens);
              return true;
            });
  }

  /** Takes a token of a key if there is one; never waits, and is not a checkpoint. */
  public boolean tryAcquire(K key) {
    return tryAcquire(key, 1);
  }

  /**
   * Takes so many tokens of a key if there are so many; never waits, and is not a checkpoint.
   *
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public boolean tryAcquire(K key, int tokens) {
    return with(key, limiter -> limiter.tryAcquire(tokens));
  }

  /**
   * Takes a token of a key, and waits for a while if necessary. A checkpoint. It gives up at once
   * when it would have to wait longer.
   *
   * @return whether it took one
   */
  public boolean tryAcquire(K key, Duration limit) {
    return tryAcquire(key, 1, limit);
  }

  /**
   * Takes so many tokens of a key, and waits for a while if necessary. A checkpoint. It gives up at
   * once when it would have to wait longer.
   *
   * @return whether it took them
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public boolean tryAcquire(K key, int tokens, Duration limit) {
    return with(key, limiter -> limiter.tryAcquire(tokens, limit));
  }

  /** One attempt to acquire. */
  @FunctionalInterface
  private interface Attempt {
    boolean on(RateLimiter limiter);
  }

  private boolean with(K key, Attempt attempt) {
    Entry entry = enter(key);
    try {
      return attempt.on(entry.limiter);
    } finally {
      leave(entry);
    }
  }

  private Entry enter(K key) {
    synchronized (entries) {
      Entry entry = entries.get(key);
      if (entry == null) {
        sweep();
        entry = new Entry(factory.get());
        entries.put(key, entry);
      }
      entry.users++;
      return entry;
    }
  }

  private void leave(Entry entry) {
    synchronized (entries) {
      entry.users--;
    }
  }

  /** Forgets full buckets each time their number has doubled, so it costs little for each key. */
  private void sweep() {
    if (entries.size() >= sweepAt) {
      entries.values().removeIf(Entry::isLikeNew);
      sweepAt = Math.max(FIRST_SWEEP, 2 * entries.size());
    }
  }

  /** How many keys are remembered: those in use, and some whose buckets have filled up again. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** How many tokens a key has and who waits for them. */
  public RateLimiterStatistics statistics(K key) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(key);
    }
    return (entry == null ? factory.get() : entry.limiter).statistics();
  }

  @Override
  public String toString() {
    return "keyed rate limiter, " + size() + " keys";
  }
}
