package dev.fairlead.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Options of {@link Cache}.
 *
 * {@snippet file="CacheSnippets.java" region="cache"}
 *
 * @param <V> the values
 */
public sealed interface CacheOptions<V> permits CacheSettings {

  /** No limit to the size. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /** 128 values, which are kept until there is no room for them. */
  static <V> CacheOptions<V> defaults() {
    return new CacheSettings<>(128, _ -> 1, Optional.empty());
  }

  /** The weight of all values together at most. */
  int maxSize();

  /** What a value weighs. */
  ToIntFunction<? super V> weigher();

  /** How long a value is kept; empty for as long as there is room. */
  Optional<Duration> timeToLive();

  /**
   * Limits the number of values, or their weight if there is a weigher. Those go first that were
   * not asked for lately: values have their turn to go in the order in which they came, and one
   * that was asked for since its last turn stays until the next one. A value that is heavier than
   * all room is not kept. With 0 nothing is kept, and callers at the same time still share one
   * computation.
   *
   * @throws IllegalArgumentException if it is negative
   */
  CacheOptions<V> withMaxSize(int size);

  /**
   * Forgets a value so long after it was computed.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  CacheOptions<V> withTimeToLive(Duration duration);

  /** Weighs values, instead of counting each of them as 1; no weight may be negative. */
  CacheOptions<V> withWeigher(ToIntFunction<? super V> weigher);
}
