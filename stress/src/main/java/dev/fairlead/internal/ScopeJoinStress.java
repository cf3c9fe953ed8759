package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.Deadline;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A scope that has stayed apart joins the tree while somebody else changes what it must see. One of
 * the two sees the other, so that it comes out cancelled.
 */
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen at the checkpoint")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "cancelled after the checkpoint")
@Outcome(expect = FORBIDDEN, desc = "cancelled or due, and never told")
public class ScopeJoinStress {
  private static final Supply<ScopeJoinStress> PLACES = new Supply<>(ScopeJoinStress::new);

  // A task that is inside two scopes, the inner of which has not joined the tree.
  private final Task<?> task = Task.current();
  private final Scope outer = Scope.plain();
  private final Scope inner = Scope.plain();

  private ScopeJoinStress() {
    Scope around = task.innermost();
    outer.enter(task);
    inner.enterApart(task, Nanos.NEVER);
    task.innermost(around);
  }

  private void join(ZZ_Result result) {
    inner.join(task);
    result.r1 = inner.isCancelledInside();
  }

  private void look(ZZ_Result result) {
    result.r2 = inner.isCancelledInside();
  }

  /** The scope around it is cancelled. */
  @JCStressTest
  @JCStressMeta(ScopeJoinStress.class)
  @State
  public static class AroundIt {
    private final ScopeJoinStress place = PLACES.next();

    @Actor
    public void owner(ZZ_Result result) {
      place.join(result);
    }

    @Actor
    public void canceller() {
      place.outer.cancel("enough");
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      place.look(result);
    }
  }

  /** Its deadline is moved into the past. */
  @JCStressTest
  @JCStressMeta(ScopeJoinStress.class)
  @State
  public static class ItsDeadline {
    private final ScopeJoinStress place = PLACES.next();

    @Actor
    public void owner(ZZ_Result result) {
      place.join(result);
    }

    @Actor
    public void mover() {
      place.inner.moveDue(Deadline.PASSED);
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      place.look(result);
    }
  }
}
