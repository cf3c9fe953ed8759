package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import java.util.ArrayDeque;
import java.util.Queue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A scope that has stayed apart joins the tree while somebody else changes what it must see. */
public final class ScopeJoinStress {
  private static final int BATCH = 50_000;

  private ScopeJoinStress() {}

  /** A task that is inside two scopes, the inner of which has not joined the tree. */
  private record Place(Task<?> task, Scope outer, Scope inner) {
    private static final Queue<Place> PLACES = new ArrayDeque<>();

    static Place enter(Task<?> task) {
      task.innermost(task.rootScope());
      Scope outer = Scope.plain();
      outer.enter(task);
      Scope inner = Scope.plain();
      inner.enterApart(task, Nanos.NEVER);
      return new Place(task, outer, inner);
    }

    static synchronized Place next() {
      if (PLACES.isEmpty()) {
        Fairlead.run(() -> {
          Task<?> task = Task.current();
          for (int i = 0; i < BATCH; i++) {
            PLACES.add(enter(task));
          }
          task.innermost(task.rootScope());
        });
      }
      return PLACES.remove();
    }
  }

  /** The scope around it is cancelled: one of the two sees the other. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen at the checkpoint")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "cancelled after the checkpoint")
  @Outcome(expect = FORBIDDEN, desc = "inside a cancelled scope, and never told")
  @State
  public static class AroundIt {
    private final Place place = Place.next();

    @Actor
    public void owner(ZZ_Result result) {
      place.inner.join(place.task);
      result.r1 = place.inner.isCancelledInside();
    }

    @Actor
    public void canceller() {
      place.outer.cancel("enough");
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      result.r2 = place.inner.isCancelledInside();
    }
  }

  /** Its deadline is moved into the past: whoever comes second does what is due. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen at the checkpoint")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "cancelled after the checkpoint")
  @Outcome(expect = FORBIDDEN, desc = "due, and never told")
  @State
  public static class ItsDeadline {
    private final Place place = Place.next();

    @Actor
    public void owner(ZZ_Result result) {
      place.inner.join(place.task);
      result.r1 = place.inner.isCancelledInside();
    }

    @Actor
    public void mover() {
      place.inner.moveDue(Deadline.PASSED);
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      result.r2 = place.inner.isCancelledInside();
    }
  }
}
