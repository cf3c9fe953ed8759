package dev.fairlead.testing;

import dev.fairlead.CancelScope;
import java.util.concurrent.Callable;
import org.opentest4j.AssertionFailedError;

/**
 * Cancels an operation at every point at which that is possible: first before its first step, then
 * at the second, and so on, until it comes to its end.
 *
 * {@snippet file="CancelPointsSnippets.java" region="explore"}
 *
 * <p>For tasks of a simulation. A step is a choice of who runs next, so what other tasks do
 * meanwhile is explored too; combine it with {@link Schedules} to explore the order as well.
 */
public final class CancelPoints {

  private static final int MOST_STEPS = 100_000;

  private CancelPoints() {}

  /**
   * What is cancelled.
   *
   * {@snippet file="CancelPointsSnippets.java" region="explore"}
   *
   * @param <S> what it works on
   */
  @FunctionalInterface
  public interface Operation<S> {
    /** Does it. */
    void run(S subject) throws Exception;
  }

  /**
   * Looks at what a cancelled operation has left.
   *
   * {@snippet file="CancelPointsSnippets.java" region="explore"}
   *
   * @param <S> what it worked on
   */
  @FunctionalInterface
  public interface Aftermath<S> {
    /** Called with whether the operation was cancelled. */
    void check(S subject, boolean cancelled) throws Exception;
  }

  /**
   * Cancels an operation at each of its steps.
   *
   * @param prepare makes what it works on, each time anew
   * @param aftermath looks at what is left, outside the cancelled scope
   * @return at how many steps it was cancelled
   * @throws AssertionFailedError if the aftermath fails; it says at which step
   */
  public static <S> int explore(
      Callable<S> prepare, Operation<? super S> operation, Aftermath<? super S> aftermath)
      throws Exception {
    for (int step = 0; step < MOST_STEPS; step++) {
      S subject = prepare.call();
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      scope.run(() -> operation.run(subject));
      look(subject, scope.cancelledCaught(), step, aftermath);
      if (!scope.cancelledCaught() && !scope.cancelCalled()) {
        return step;
      }
    }
    throw new AssertionFailedError(
        "the operation has more than " + MOST_STEPS + " steps; give it less to do");
  }

  private static <S> void look(
      S subject, boolean cancelled, int step, Aftermath<? super S> aftermath) throws Exception {
    try {
      aftermath.check(subject, cancelled);
    } catch (AssertionError e) {
      throw new AssertionFailedError(
          (cancelled ? "cancelled at step " : "not cancelled by step ")
              + step
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
