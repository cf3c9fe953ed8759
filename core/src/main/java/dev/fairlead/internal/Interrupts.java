package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Cancelled;
import dev.fairlead.RunCancelledException;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The one place where interrupts and cancellations are turned into each other. */
public final class Interrupts {

  static final WaitReason REASON = new ForeignReason();

  private Interrupts() {}

  /** A wait of which nothing is known. */
  private record ForeignReason() implements WaitReason {
    @Override
    public String describe() {
      return "blocking code that can be interrupted";
    }

    @Override
    public boolean external() {
      return true;
    }
  }

  /** Blocking code that an interrupt ends. */
  @FunctionalInterface
  public interface Blocking<T extends @Nullable Object, X extends Exception> {
    /** Blocks. */
    T call() throws X, InterruptedException;
  }

  /**
   * A wait in foreign code, which an interrupt ends. Decided by a cancellation or by its end. It
   * has no limit of its own: waits inside it may have one.
   *
   * <p>A cancellation of a scope that was entered inside it is none of its business. The body of
   * such a scope is foreign code of its own.
   */
  static final class ForeignWait extends Waiter {
    private final Task<?> waiting;
    private final Scope scope;
    private volatile boolean interruptSent;
    boolean told; // a listener, of its beginning; the task

    // Guarded by this.
    private boolean suspended; // while code inside it is foreign code of its own
    private boolean owed; // an interrupt that was kept from what is inside

    ForeignWait(Task<?> waiting) {
      this.waiting = waiting;
      this.scope = waiting.innermost();
    }

    /** Whether a cancellation is to end it. */
    boolean isToEnd() {
      return scope.isCancelledInside();
    }

    @Override
    protected void unpark() {
      waiting.engine().observation().unparking();
      interrupt();
      interruptSent = true;
    }

    private synchronized void interrupt() {
      if (suspended) {
        owed = true;
      } else {
        waiting.strand().thread().interrupt();
      }
    }

    /** From here on its interrupt waits, until {@link #resumeInterrupts}. The task. */
    synchronized void suspendInterrupts() {
      suspended = true;
      keepInterrupt();
    }

    /** An interrupt that has come, and is meant for this, is not forgotten but comes again. */
    synchronized void keepInterrupt() {
      if (Access.waiters().isCancelled(this) && Thread.interrupted()) {
        owed = true;
      }
    }

    /** Lets the interrupt come that was kept from what was inside. The task. */
    synchronized void resumeInterrupts() {
      suspended = false;
      if (owed) {
        owed = false;
        Thread.currentThread().interrupt();
      }
    }

    /** After this no interrupt comes any more, and none is left. Returns whether one had come. */
    boolean end() {
      if (claim()) {
        waiting.engine().observation().unparking();
        return false;
      }
      while (!interruptSent) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
      return true;
    }
  }

  /**
   * Runs code that an interrupt ends in the current task.
   *
   * @throws Cancelled if a cancellation ended it
   */
  @SuppressWarnings("NullAway") // A body that returned has returned a T.
  public static <T extends @Nullable Object, X extends Exception> T call(Blocking<T, X> body)
      throws X {
    Task<?> task = Task.current();
    task.checkpoint();
    var wait = new ForeignWait(task);
    T value = null;
    Throwable thrown = null;
    ForeignWait around = task.beginForeignWait(wait);
    try {
      value = body.call();
    } catch (Throwable t) {
      thrown = t;
    }
    task.endForeignWait(wait);
    boolean cancelled = wait.end();
    if (around != null) {
      task.resumeForeignWait(around); // With the interrupt of this one out of the way.
    }
    if (thrown != null) {
      throwAsCancelled(task, thrown, cancelled);
      throw Rethrow.<X>asDeclared(thrown);
    }
    return value;
  }

  /** Throws a cancellation in place of what an interrupt has caused. */
  private static void throwAsCancelled(Task<?> task, Throwable thrown, boolean cancelled) {
    if (cancelled && areCauseOf(thrown)) {
      task.checkpointIfCancelled();
    }
    if (thrown instanceof InterruptedException) {
      task.interruptedFromOutside();
      task.checkpointIfCancelled();
      throw new IllegalStateException(
          "task " + task.name() + " was interrupted inside a shield, where it cannot be cancelled",
          thrown);
    }
  }

  /** Whether somebody throws this because its thread was interrupted. */
  static boolean areCauseOf(@Nullable Throwable thrown) {
    return switch (thrown) {
      case InterruptedException _ -> true;
      case ClosedByInterruptException _ -> true;
      case FileLockInterruptionException _ -> true;
      case SocketTimeoutException _ -> false;
      case InterruptedIOException _ -> true;
      // What the thread waited for in another runtime was cancelled in its place.
      case RunCancelledException run -> run.cancelCause() instanceof CancelCause.Interrupted;
      case CancellationException call -> call.getCause() instanceof Cancelled;
      case null, default -> false;
    };
  }
}
