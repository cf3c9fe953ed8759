package dev.fairlead.internal;

/**
 * The time for which the thread of a job only waits for a task of its own runtime that it has
 * called. Meanwhile it is the runtime that has to go on.
 */
final class Absence {

  private final HostCalls calls;
  private boolean over; // guarded by the calls

  Absence(HostCalls calls) {
    this.calls = calls;
  }

  /** From here on the thread waits; what happens is the task's doing. */
  void begin() {
    boolean left;
    synchronized (calls) {
      // Not if it was given up, or the task has come to its end before this thread came to wait.
      left = !over && calls.leaveWork();
    }
    if (left) {
      calls.job().engine().outsideJobEnded();
    }
  }

  /** The task that is waited for is about to end: the thread will be at work again. */
  void end() {
    boolean back;
    synchronized (calls) {
      over = true;
      back = calls.returnToWork();
    }
    if (back) {
      calls.job().engine().outsideJobStarted();
    }
  }
}
