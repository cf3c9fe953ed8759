package dev.fairlead.stream;

import dev.fairlead.Body;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.internal.Selectable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A case of a selection: its source, or a delay, and what to do. */
final class SelectCase<R extends @Nullable Object, X extends Exception>
    implements Select.Case<R, X> {

  static final Duration NO_DELAY = Duration.ofSeconds(Long.MAX_VALUE);

  /** What is done with the result of the source. */
  @FunctionalInterface
  interface Performance<R extends @Nullable Object, X extends Exception> {
    R perform(Object result) throws IOException, X;
  }

  /** Throws if a result is a failure. */
  @FunctionalInterface
  interface Check {
    void check(Object result) throws BrokenResourceException;
  }

  /** Makes an object of the result of the source, or throws. */
  @FunctionalInterface
  interface Extraction<T extends @Nullable Object> {
    T extract(Object result) throws IOException;
  }

  /** What brings an object, without saying yet what to do with it. */
  record ForItem<T extends @Nullable Object>(Selectable source, Extraction<T> extraction)
      implements Select.Arrival<T> {
    @Override
    public <R extends @Nullable Object, X extends Exception> Select.Case<R, X> call(
        Select.ItemBody<? super T, R, X> body) {
      return new SelectCase<>(source, NO_DELAY, result -> body.call(extraction.extract(result)));
    }
  }

  /** Anything else, without saying yet what to do then. */
  record ForNothing(@Nullable Selectable source, Check check, Duration delay)
      implements Select.Occasion {
    @Override
    public <R extends @Nullable Object, X extends Exception> Select.Case<R, X> call(
        Body<R, X> body) {
      return new SelectCase<>(
          source,
          delay,
          result -> {
            check.check(result);
            return body.call();
          });
    }
  }

  private final @Nullable Selectable source;
  private final Duration delay;
  private final Performance<R, X> performance;

  SelectCase(@Nullable Selectable source, Duration delay, Performance<R, X> performance) {
    this.source = source;
    this.delay = delay;
    this.performance = performance;
  }

  @Nullable Selectable source() {
    return source;
  }

  Duration delay() {
    return delay;
  }

  R perform(Object result) throws IOException, X {
    return performance.perform(result);
  }

  @Override
  public Select.Case<R, X> orAtEnd(Body<? extends R, ? extends X> body) {
    return new SelectCase<>(
        source,
        delay,
        result -> result == Answer.ENDED ? body.call() : performance.perform(result));
  }
}
