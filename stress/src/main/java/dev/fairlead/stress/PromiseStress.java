package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.sync.Promise;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** A value and a failure meet: the promise has the one that was accepted. */
@JCStressTest
@Outcome(id = "true, false, FINISHED", expect = ACCEPTABLE, desc = "the value came first")
@Outcome(id = "false, true, FAILED", expect = ACCEPTABLE, desc = "the failure came first")
@Outcome(expect = FORBIDDEN, desc = "accepted twice, or not what the promise has")
@State
public class PromiseStress {
  private final Exception failure = new Exception("the failure");

  private final Promise<Integer> promise = new Promise<>();

  @Actor
  public void completer(ZZL_Result result) {
    result.r1 = promise.tryComplete(1);
  }

  @Actor
  public void failer(ZZL_Result result) {
    result.r2 = promise.tryFail(failure);
  }

  @Arbiter
  public void outcome(ZZL_Result result) {
    result.r3 = promise.status().name();
  }
}
