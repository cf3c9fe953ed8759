package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;

/** One permit, given back once, taken by two: permits are neither made nor lost. */
@JCStressTest
@Outcome(id = "1, true, 0", expect = ACCEPTABLE, desc = "each took one of the two")
@Outcome(id = "2, false, 0", expect = ACCEPTABLE, desc = "the one that gave back took both")
@Outcome(id = "1, false, 1", expect = FORBIDDEN, desc = "a permit was there and refused")
@Outcome(expect = FORBIDDEN, desc = "a permit was made or lost")
@State
public class SemaphoreStress {
  private final Semaphore semaphore = new Semaphore(1, 2);

  @Actor
  public void giver(IZI_Result result) {
    int taken = semaphore.tryAcquire() ? 1 : 0;
    semaphore.release();
    result.r1 = taken + (semaphore.tryAcquire() ? 1 : 0);
  }

  @Actor
  public void taker(IZI_Result result) {
    result.r2 = semaphore.tryAcquire();
  }

  @Arbiter
  public void outcome(IZI_Result result) {
    result.r3 = semaphore.availablePermits();
  }
}
