package dev.fairlead;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

record RaceSettings<T extends @Nullable Object>(
    Duration stagger, Optional<Consumer<? super T>> unwanted) implements RaceOptions<T> {

  RaceSettings {
    if (stagger.isNegative()) {
      throw new IllegalArgumentException(
          "the delay between starts must not be negative: " + stagger);
    }
  }

  @Override
  public RaceOptions<T> withStagger(Duration delay) {
    return new RaceSettings<>(delay, unwanted);
  }

  @Override
  public RaceOptions<T> withUnwanted(Consumer<? super T> consumer) {
    return new RaceSettings<>(stagger, Optional.of(consumer));
  }
}
