package dev.fairlead.testsupport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** What every wait of the library promises. Called inside a task. */
public final class Waits {

  private static final int SPINS = 400;
  private static final int MORE_IF_ONE_SIDED = 50;

  private Waits() {}

  /** A wait. */
  @FunctionalInterface
  public interface Wait {
    /** Waits, and throws or returns. */
    void run() throws Exception;
  }

  /** Looks at what is left after a race. */
  @FunctionalInterface
  public interface Check {
    /** Called with whether the wait succeeded. */
    void run(boolean succeeded) throws Exception;
  }

  /** A wait that begins in a cancelled scope must be cancelled. */
  public static void assertCancelledBefore(Wait wait) throws Exception {
    CancelScope scope = CancelScope.create();
    var returned = new AtomicBoolean();

    scope.cancel("before");
    scope.run(() -> {
      wait.run();
      returned.set(true);
    });

    assertFalse(returned.get(), "returned although it was cancelled before");
  }

  /** A wait must wait, and end when it is cancelled. */
  public static void assertCancelledWhileWaiting(Wait wait) throws Exception {
    CancelScope scope = CancelScope.create();
    var returned = new AtomicBoolean();

    TaskGroup.run(group -> {
      var waiting =
          group.startSoon(() ->
              scope.run(() -> {
                wait.run();
                returned.set(true);
              }));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(waiting.status().isEnd(), "ended without waiting");
      scope.cancel("while waiting");
    });

    assertFalse(returned.get(), "returned although it was cancelled");
    assertTrue(scope.cancelledCaught());
  }

  /** A wait needs a task. */
  public static void assertNeedsATask(Action<Exception> wait) throws Exception {
    var failure = new Throwable[1];
    Thread plain =
        Thread.ofPlatform()
            .start(() -> {
              try {
                wait.run();
              } catch (Throwable t) {
                failure[0] = t;
              }
            });

    plain.join();

    assertThrows(
        NoRuntimeException.class,
        () -> {
          if (failure[0] != null) {
            throw failure[0];
          }
        });
  }

  /**
   * Lets what ends a wait race with its cancellation, many times, and on until each has won.
   *
   * @param success ends the wait; runs in the calling task
   * @param check looks at what is left, in the calling task
   */
  public static void race(int times, Wait wait, Wait success, Check check) throws Exception {
    var random = new Random(7);
    int succeeded = 0;
    int run = 0;
    while (run < times || (isOneSided(succeeded, run) && run < times * MORE_IF_ONE_SIDED)) {
      succeeded += raceOnce(random, wait, success, check) ? 1 : 0;
      run++;
    }
    assertFalse(isOneSided(succeeded, run), "one side has won all " + run + " races");
  }

  private static boolean isOneSided(int succeeded, int run) {
    return succeeded == 0 || succeeded == run;
  }

  private static boolean raceOnce(Random random, Wait wait, Wait success, Check check)
      throws Exception {
    CancelScope scope = CancelScope.create();
    var succeeded = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() -> {
            wait.run();
            succeeded.set(true);
          }));
      Fairlead.awaitAllTasksBlocked();
      int before = random.nextInt(SPINS);
      int other = random.nextInt(SPINS);
      group.startSoon(() -> {
        spin(other);
        scope.cancel("race");
      });
      if (random.nextBoolean()) {
        Checkpoints.cancelShieldedCheckpoint();
      }
      spin(before);
      success.run();
    });
    check.run(succeeded.get());
    return succeeded.get();
  }

  /** Passes a little time without waiting. */
  public static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }
}
