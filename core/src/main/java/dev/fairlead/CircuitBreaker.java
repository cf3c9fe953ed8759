package dev.fairlead;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.Words;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls for a while after too many have failed, so that what is called can recover and the
 * callers need not wait for it.
 *
 * {@snippet file="CircuitBreakerSnippets.java" region="breaker"}
 *
 * <p>It is closed at first and lets all calls through. After so many failures in a row it opens:
 * calls are refused with a {@link CircuitOpenException}. When its time is over, one call is let
 * through to find out: if that succeeds, it closes, and if it fails, it stays open for as long
 * again. A cancelled call counts for nothing, and an {@link Error} neither.
 *
 * <p>The code runs in the caller's task. One circuit breaker is shared by all who call the same
 * thing, also from several runtimes.
 */
public final class CircuitBreaker {

  private final CircuitBreakerOptions options;
  private State state = new Closed(0); // under this object's monitor

  /*
   *  Closed -- so many failures --> Open -- its time is over, a call --> Trying
   *  Trying -- success --> Closed       Trying -- failure --> Open
   *  Trying -- cancelled, or an exception that does not count --> Open with its time over
   */
  private sealed interface State permits Closed, Open, Trying {}

  private record Closed(int failures) implements State {}

  private record Open(Engine clock, long untilNanos, Exception failure) implements State {
    boolean isOver() {
      return clock.clockHasStopped() || clock.nanoTime() >= untilNanos;
    }
  }

  private record Trying(Open before) implements State {}

  private CircuitBreaker(CircuitBreakerOptions options) {
    this.options = options;
  }

  /** Chooses when it opens, and for how long. */
  public static CircuitBreaker of(UnaryOperator<CircuitBreakerOptions> options) {
    return new CircuitBreaker(options.apply(CircuitBreakerOptions.defaults()));
  }

  /**
   * Runs the body unless the circuit breaker is open. A checkpoint.
   *
   * @throws X what the body threw
   * @throws CircuitOpenException if the call was refused
   */
  public <X extends Exception> void run(Action<X> body) throws X, CircuitOpenException {
    Body<@Nullable Void, X> call =
        () -> {
          body.run();
          return null;
        };
    call(call);
  }

  /**
   * Calls the body and returns its value, unless the circuit breaker is open. A checkpoint.
   *
   * @throws X what the body threw
   * @throws CircuitOpenException if the call was refused
   */
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body)
      throws X, CircuitOpenException {
    Task<?> task = Task.current();
    task.checkpoint();
    State entered = enter();
    boolean known = false;
    try {
      T value = body.call();
      succeeded(entered);
      known = true;
      return value;
    } catch (Exception e) {
      if (options.counted().test(e)) {
        failed(entered, e, task.engine());
        known = true;
      }
      throw e;
    } finally {
      if (!known) {
        undecided(entered);
      }
    }
  }

  private synchronized State enter() throws CircuitOpenException {
    switch (state) {
      case Closed _ -> {
        return state;
      }
      case Open open when open.isOver() -> state = new Trying(open);
      case Open open -> throw refused(open);
      case Trying trying -> throw refused(trying.before());
    }
    return state;
  }

  private static CircuitOpenException refused(Open open) {
    return new CircuitOpenException(
        "refused after too many failures, the last of which is the cause; try again later",
        open.failure());
  }

  @SuppressWarnings("ReferenceEquality") // The very call that was let through to find out.
  private synchronized void succeeded(State entered) {
    if (state instanceof Closed || state == entered) {
      state = new Closed(0);
    }
  }

  @SuppressWarnings("ReferenceEquality") // The very call that was let through to find out.
  private synchronized void failed(State entered, Exception failure, Engine clock) {
    if (state instanceof Closed closed) {
      int failures = closed.failures() + 1;
      state = failures < options.failures() ? new Closed(failures) : open(failure, clock);
    } else if (state == entered) {
      state = open(failure, clock);
    }
  }

  private Open open(Exception failure, Engine clock) {
    return new Open(clock, Nanos.after(clock.nanoTime(), options.openFor()), failure);
  }

  @SuppressWarnings("ReferenceEquality") // The very call that was let through to find out.
  private synchronized void undecided(State entered) {
    if (state == entered && entered instanceof Trying trying) {
      state = trying.before();
    }
  }

  /** Whether a call would be refused now. */
  public synchronized boolean isOpen() {
    return switch (state) {
      case Closed _ -> false;
      case Open open -> !open.isOver();
      case Trying _ -> true;
    };
  }

  @Override
  public synchronized String toString() {
    return switch (state) {
      case Closed closed -> "circuit breaker, closed, " + closed.failures() + " failures in a row";
      case Open open -> "circuit breaker, open after " + Words.of(open.failure());
      case Trying _ -> "circuit breaker, finding out";
    };
  }
}
