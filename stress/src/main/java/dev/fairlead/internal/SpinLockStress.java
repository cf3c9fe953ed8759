package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two count under the lock: no count is lost. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both counted")
@Outcome(expect = FORBIDDEN, desc = "both were inside at once, or one did not see the other's work")
@State
public class SpinLockStress {
  private final SpinLock lock = new SpinLock();
  private int count;

  @Actor
  public void one() {
    add();
  }

  @Actor
  public void other() {
    add();
  }

  private void add() {
    lock.lock();
    count++;
    lock.unlock();
  }

  @Arbiter
  public void outcome(I_Result result) {
    result.r1 = count;
  }
}
