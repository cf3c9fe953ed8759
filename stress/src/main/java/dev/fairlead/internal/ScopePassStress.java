package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.lowlevel.Checkpoints;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The first checkpoint inside a time limit goes by without joining the tree, as somebody cancels.
 * If it has not seen that, a later one does: at the latest the first one after both.
 */
@Outcome(id = "1", expect = ACCEPTABLE, desc = "seen at the checkpoint that may go by")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "seen at the one that joins the tree")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "cancelled after both")
@Outcome(expect = FORBIDDEN, desc = "cancelled, and never told")
public class ScopePassStress {
  private final CancelScope outer = CancelScope.create();
  private final CancelScope inner = CancelScope.moveOnAfter(Duration.ofHours(1));
  private int came; // to so many checkpoints
  private final Played owner =
      Played.waiting(() -> {
        outer.run(() -> inner.run(this::passSome));
        return came;
      });

  private ScopePassStress() {}

  private void passSome() {
    Played.pause();
    come(1);
    come(2);
    Played.pause();
    come(3);
    came = 0;
  }

  private void come(int number) {
    came = number;
    Checkpoints.checkpoint();
  }

  private void outcome(I_Result result) {
    owner.goOn();
    result.r1 = owner.result() instanceof Integer number ? number : -1;
  }

  /** The scope around it is cancelled. */
  @JCStressTest
  @JCStressMeta(ScopePassStress.class)
  @State
  public static class AroundIt {
    private final ScopePassStress race = new ScopePassStress();

    @Actor
    public void owner() {
      race.owner.goOn();
    }

    @Actor
    public void canceller() {
      race.outer.cancel("enough");
    }

    @Arbiter
    public void outcome(I_Result result) {
      race.outcome(result);
    }
  }

  /** It is cancelled itself. */
  @JCStressTest
  @JCStressMeta(ScopePassStress.class)
  @State
  public static class Itself {
    private final ScopePassStress race = new ScopePassStress();

    @Actor
    public void owner() {
      race.owner.goOn();
    }

    @Actor
    public void canceller() {
      race.inner.cancel("enough");
    }

    @Arbiter
    public void outcome(I_Result result) {
      race.outcome(result);
    }
  }

  /** Its deadline is moved into the past. */
  @JCStressTest
  @JCStressMeta(ScopePassStress.class)
  @State
  public static class ItsDeadline {
    private final ScopePassStress race = new ScopePassStress();

    @Actor
    public void owner() {
      race.owner.goOn();
    }

    @Actor
    public void mover() {
      race.inner.moveDeadline(Deadline.PASSED);
    }

    @Arbiter
    public void outcome(I_Result result) {
      race.outcome(result);
    }
  }
}
