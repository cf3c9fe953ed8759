package dev.fairlead.testing;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import org.opentest4j.AssertionFailedError;

/**
 * Says whether a call looks for a cancellation.
 *
 * {@snippet file="CheckpointAssertionsSnippets.java" region="checkpoints"}
 *
 * <p>The call is made in a scope that is cancelled. One that is a checkpoint ends there, without
 * its effect; one that is none goes through.
 */
public final class CheckpointAssertions {

  private CheckpointAssertions() {}

  /** Fails unless the call is a checkpoint: it must end when its scope is cancelled. */
  public static <X extends Exception> void assertCheckpoint(Action<X> call) throws X {
    if (!isCancelled(call)) {
      throw new AssertionFailedError(
          "the call went through in a cancelled scope, so it is no checkpoint");
    }
  }

  /** Fails if the call is a checkpoint: it must go through although its scope is cancelled. */
  public static <X extends Exception> void assertNoCheckpoint(Action<X> call) throws X {
    if (isCancelled(call)) {
      throw new AssertionFailedError("the call was cancelled, so it is a checkpoint");
    }
  }

  private static <X extends Exception> boolean isCancelled(Action<X> call) throws X {
    CancelScope scope = CancelScope.create();
    scope.cancel("to see whether it is noticed");
    scope.run(call);
    return scope.cancelledCaught();
  }
}
