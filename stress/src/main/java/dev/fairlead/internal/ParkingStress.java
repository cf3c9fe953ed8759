package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.lowlevel.Waiter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task says that it waits and looks whether the wait is over; at the same time somebody decides
 * the wait and looks whether the task has said so. At least one of the two sees the other.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the task saw it, and need not park")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the task parks, and is unparked")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen, and unparked to no avail")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "lost: it parks, and nobody unparks it")
@State
public class ParkingStress {
  private static final Supply<Wait> WAITS = new Supply<>(new UnparkWatch(), Wait::new);

  private final Wait wait = WAITS.next();

  @Actor
  public void task(ZZ_Result result) {
    wait.task.beginWait(wait, () -> "whoever wakes it", Nanos.NEVER);
    result.r1 = wait.isDone();
  }

  @Actor
  public void waker() {
    wait.wake();
  }

  @Arbiter
  public void outcome(ZZ_Result result) {
    result.r2 = UnparkWatch.unparked(wait.task);
  }

  /** A wait of a task that never runs: what it would do is done by an actor. */
  private static final class Wait extends Waiter {
    private final Task<?> task =
        new Task<>(Task.current().engine(), TaskSpec.of(() -> {}, o -> o), null, (_, _) -> {});

    @Override
    protected void unpark() {
      task.unpark(this);
    }
  }
}
