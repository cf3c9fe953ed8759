package dev.fairlead.internal;

import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Says once that something has ended, to one plain thread or to one task of another runtime. */
final class EndSignal implements WaitReason {

  private final String what;
  private volatile boolean ended;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Waiter waiter;

  EndSignal(String what) {
    this.what = what;
  }

  void signal() {
    ended = true;
    LockSupport.unpark(thread);
    Waiter waiting = waiter;
    if (waiting != null) {
      waiting.wake();
    }
  }

  /**
   * Waits on whatever the current thread is; asks for an end when it is no longer wanted.
   *
   * @param cancelled says, once it has ended, whether it was cancelled
   * @throws Cancelled if the waiting task was cancelled, and what it waited for with it
   */
  void await(Runnable unwanted, BooleanSupplier cancelled) {
    Task<?> task = Task.currentOrNull();
    if (task == null) {
      awaitOnThread(unwanted);
    } else {
      awaitInTask(task, unwanted, cancelled);
    }
  }

  private void awaitOnThread(Runnable unwanted) {
    boolean interrupted = false;
    thread = Thread.currentThread();
    while (!ended) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interrupted = true;
        unwanted.run();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitInTask(Task<?> task, Runnable unwanted, BooleanSupplier cancelled) {
    Cancelled inFlight = task.inFlight;
    try {
      while (!ended) {
        Waiter waiting = register();
        if (!ended) {
          task.park(waiting, this);
        }
      }
    } catch (Cancelled mine) {
      unwanted.run();
      awaitShielded(task);
      if (cancelled.getAsBoolean()) {
        throw mine;
      }
      // How it ended all the same counts; the cancellation comes at the next checkpoint.
      task.inFlight = inFlight;
    }
  }

  private void awaitShielded(Task<?> task) {
    while (!ended) {
      Waiter waiting = register();
      if (!ended) {
        task.parkShielded(waiting, this);
      }
    }
  }

  private Waiter register() {
    var made = new Waiter();
    waiter = made;
    return made;
  }

  @Override
  public String describe() {
    return what;
  }

  @Override
  public boolean external() {
    return true;
  }
}
