package dev.fairlead;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link Tasks#race(Body...)} and {@link Tasks#firstSuccess(Body...)}.
 *
 * {@snippet file="TasksSnippets.java" region="hedge"}
 *
 * @param <T> the result
 */
public sealed interface RaceOptions<T extends @Nullable Object> permits RaceSettings {

  /** All start at once; a result that nobody gets is closed if it is {@link AutoCloseable}. */
  static <T extends @Nullable Object> RaceOptions<T> defaults() {
    return new RaceSettings<>(Duration.ZERO, Optional.empty());
  }

  /** How long after one the next is started. */
  Duration stagger();

  /** What is given a result that nobody gets. */
  Optional<Consumer<? super T>> unwanted();

  /**
   * Starts one after another, with a delay between them. A failure starts the next one at once.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  RaceOptions<T> withStagger(Duration delay);

  /**
   * Gives results that nobody gets to somebody: those that come after another one has won, and the
   * winner's if the caller was cancelled meanwhile. It runs in a cancelled task. By default they
   * are closed if they are {@link AutoCloseable}.
   */
  RaceOptions<T> withUnwanted(Consumer<? super T> unwanted);
}
