package dev.fairlead;

import dev.fairlead.lowlevel.Checkpoints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calls code again that has failed, after a while.
 *
 * {@snippet file="RetrySnippets.java" region="retry"}
 *
 * <p>It gives up, and throws what the last attempt threw, with the last failures before it as
 * suppressed ones, when the attempts, the time or the budget are used up, when a failure is not
 * worth another attempt, and when the deadline of the task would pass before the next attempt. An
 * {@link Error} and a cancellation are never followed by another attempt.
 *
 * <p>The code runs in the caller's task. A retry can be used often and by several tasks at once.
 */
public final class Retry {

  private static final int REMEMBERED = 10; // enough to see what goes on

  private final RetryOptions options;
  private final Lots lots = new Lots();

  private Retry(RetryOptions options) {
    this.options = options;
  }

  /**
   * A failure that is followed by another attempt.
   *
   * {@snippet file="RetrySnippets.java" region="observer"}
   *
   * @param number which attempt has failed, from 1
   * @param failure what it threw
   * @param delay how long it is until the next one
   */
  public record Attempt(int number, Exception failure, Duration delay) {}

  /** Chooses when and how often to try again. */
  public static Retry of(UnaryOperator<RetryOptions> options) {
    return new Retry(options.apply(RetryOptions.defaults()));
  }

  /**
   * Runs the body until it succeeds. A checkpoint.
   *
   * @throws X what the last attempt threw
   */
  public <X extends Exception> void run(Action<X> body) throws X {
    Body<@Nullable Void, X> call =
        () -> {
          body.run();
          return null;
        };
    call(call);
  }

  /**
   * Calls the body until it succeeds and returns its value. A checkpoint.
   *
   * @throws X what the last attempt threw
   */
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    Deadline last = options.limit().map(Deadline::after).orElse(Deadline.NEVER);
    var earlier = new ArrayDeque<Exception>();
    for (int number = 1; ; number++) {
      Checkpoints.checkpoint();
      try {
        return body.call();
      } catch (Exception e) {
        if (!waitForNext(number, e, last)) {
          throw Retry.<X>withEarlier(e, earlier);
        }
        remember(e, earlier);
      }
    }
  }

  private static void remember(Exception e, ArrayDeque<Exception> earlier) {
    if (earlier.size() == REMEMBERED) {
      earlier.removeFirst();
    }
    earlier.addLast(e);
  }

  // A body may throw one exception twice; and what it throws is an X.
  @SuppressWarnings({"unchecked", "ReferenceEquality", "TypeParameterUnusedInFormals"})
  private static <X extends Exception> X withEarlier(Exception e, ArrayDeque<Exception> earlier) {
    earlier.stream().filter(other -> other != e).forEach(e::addSuppressed);
    return (X) e;
  }

  /** Returns false when there is to be no other attempt. */
  private boolean waitForNext(int number, Exception failure, Deadline last) {
    if (number >= options.attempts() || !options.retryable().test(failure)) {
      return false;
    }
    Duration delay = options.backoff().delay(number, lots.next());
    Deadline next = Deadline.after(delay);
    if (last.isBefore(next) || !next.isBefore(Fairlead.currentEffectiveDeadline())) {
      return false;
    }
    if (!options.budget().map(budget -> budget.tryAcquire()).orElse(true)) {
      return false;
    }
    options.observer().ifPresent(told -> told.accept(new Attempt(number, failure, delay)));
    Fairlead.sleepUntil(next);
    return true;
  }

  @Override
  public String toString() {
    return "retry, " + options;
  }
}
