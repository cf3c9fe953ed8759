package dev.fairlead.internal;

import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;

/**
 * Reports a task that was cancelled and goes on for long behind a shield without a time limit. Only
 * in {@linkplain DebugMode debug mode}.
 */
final class ShieldWatch implements Runnable {

  private static volatile long patienceNanos = Duration.ofSeconds(5).toNanos();

  private final Scope shield;
  private final Task<?> task;

  private ShieldWatch(Scope shield, Task<?> task) {
    this.shield = shield;
    this.task = task;
  }

  /** For tests. */
  static void waitFor(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  /** Looks later at a shield that may hide a cancellation now. */
  static void over(Scope shield) {
    Task<?> task = shield.owner();
    if (DebugMode.isOn() && task != null && shield.hidesCancellation()) {
      var watch = new ShieldWatch(shield, task);
      Engine engine = task.engine();
      engine.reactor().newTimer(watch).arm(Nanos.sum(engine.nanoTime(), patienceNanos));
    }
  }

  @Override
  public void run() {
    if (shield.hidesCancellation() && task.innermost().effectiveDeadline().isNever()) {
      var place = new Throwable("where it is");
      place.setStackTrace(task.strand().thread().getStackTrace());
      task.engine().report(describe(), place);
    }
  }

  private String describe() {
    WaitReason waits = task.waitReason();
    return "task "
        + task.name()
        + " was cancelled "
        + Duration.ofNanos(patienceNanos)
        + " ago and goes on behind a shield"
        + (waits == null ? "" : ", waiting for " + waits.describe())
        + "; give the shield a time limit, as CancelScope.cleanUp(limit) has";
  }
}
