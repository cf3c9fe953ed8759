package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.lowlevel.Waiter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A wake-up and a cancellation meet: one decides the wait, and resumes it once. */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "woken")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "cancelled")
@Outcome(expect = FORBIDDEN, desc = "nobody decided, or two did, or the task was not resumed once")
@State
public class WaiterStress {
  private static final Supply<Counted> WAITERS = new Supply<>(Counted::new);

  private final Counted waiter = WAITERS.next();

  @Actor
  public void waker(ZZI_Result result) {
    result.r1 = waiter.wake();
  }

  @Actor
  public void canceller(ZZI_Result result) {
    result.r2 = Access.waiters().cancel(waiter);
  }

  @Arbiter
  public void outcome(ZZI_Result result) {
    result.r3 = waiter.resumed;
  }

  private static final class Counted extends Waiter {
    private int resumed;

    @Override
    protected void unpark() {
      resumed++;
    }
  }
}
