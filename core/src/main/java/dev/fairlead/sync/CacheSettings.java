package dev.fairlead.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

record CacheSettings<V>(
    int maxSize, ToIntFunction<? super V> weigher, Optional<Duration> timeToLive)
    implements CacheOptions<V> {

  CacheSettings {
    if (maxSize < 0) {
      throw new IllegalArgumentException("the size of a cache must not be negative: " + maxSize);
    }
    timeToLive
        .filter(duration -> !duration.isPositive())
        .ifPresent(duration -> {
          throw new IllegalArgumentException(
              "the time to live must be longer than zero; for no caching use a size of 0: "
                  + duration);
        });
  }

  @Override
  public CacheOptions<V> withMaxSize(int size) {
    return new CacheSettings<>(size, weigher, timeToLive);
  }

  @Override
  public CacheOptions<V> withTimeToLive(Duration duration) {
    return new CacheSettings<>(maxSize, weigher, Optional.of(duration));
  }

  @Override
  public CacheOptions<V> withWeigher(ToIntFunction<? super V> function) {
    return new CacheSettings<>(maxSize, function, timeToLive);
  }
}
