package dev.fairlead.internal;

import dev.fairlead.TaskHandle;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of a worker thread that waits for tasks it has called. The thread does not use it
 * meanwhile, so those tasks may, one at a time. Without it a limiter all of whose threads call back
 * and go to a thread again would wait for ever.
 */
final class Loan {

  private static final Object KEY = new Object();

  private final CapacityLimiter limiter;
  private final @Nullable Loan outer;
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean over;

  Loan(CapacityLimiter limiter) {
    this.limiter = limiter;
    this.outer = (Loan) Context.current().get(KEY);
  }

  /** The context of tasks that may use it. */
  Context lentTo(Context context) {
    return context.with(KEY, this);
  }

  /** Starts, on the thread that lends it, a task that may use it. */
  TaskHandle<?> lendTo(Supplier<TaskHandle<?>> starter) {
    Context own = Context.current();
    boolean _ = lentTo(own).install();
    try {
      return starter.get();
    } finally {
      boolean _ = own.install();
    }
  }

  /** The thread goes on; nobody else may begin to use its token. */
  void end() {
    over = true;
  }

  /**
   * Takes a token of the limiter for a job, or one that is lent.
   *
   * @return what gives it back
   */
  static Runnable acquire(CapacityLimiter limiter, Object job) {
    Loan loan = find(limiter);
    while (loan != null && !limiter.tryAcquireOnBehalfOf(job)) {
      loan.turn.acquire();
      if (!loan.over) {
        return loan.turn::release;
      }
      loan.turn.release();
      loan = find(limiter);
    }
    if (loan == null) {
      limiter.acquireOnBehalfOf(job);
    }
    return () -> limiter.releaseOnBehalfOf(job);
  }

  private static @Nullable Loan find(CapacityLimiter limiter) {
    Loan loan = (Loan) Context.current().get(KEY);
    while (loan != null && (loan.over || !loan.limiter.equals(limiter))) {
      loan = loan.outer;
    }
    return loan;
  }
}
