package dev.fairlead.internal.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayDeque;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Work given to a loop that is about to sleep: the loop sees it, or is woken. Never neither. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the loop saw the work before it slept")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the loop was woken")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "lost wake-up: work, and a loop asleep")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen, and nobody needed to wake the loop")
@State
public class LoopWakeUpStress {
  private final LoopState state = new LoopState(new Thread(() -> {}));
  private final Submissions submissions = new Submissions();

  public LoopWakeUpStress() {
    state.awake();
  }

  @Actor
  public void giver() {
    submissions.add(() -> {});
    state.wake();
  }

  @Actor
  public void loop(ZZ_Result result) {
    state.fallAsleep(null);
    result.r1 = submissions.any();
    if (result.r1) {
      submissions.moveTo(new ArrayDeque<>());
    }
  }

  @Arbiter
  public void outcome(ZZ_Result result) {
    result.r2 = state.isAsleep();
  }
}
