package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import dev.fairlead.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Permits are neither made nor lost, and none is free while somebody waits. */
public final class SemaphoreStress {

  private SemaphoreStress() {}

  private static Semaphore exhausted() {
    return new Semaphore(0, 2);
  }

  private static Object take(Semaphore semaphore) {
    semaphore.acquire();
    return "got it";
  }

  /** One permit, given back once, taken by two. */
  @JCStressTest
  @Outcome(id = "1, true, 0", expect = ACCEPTABLE, desc = "each took one of the two")
  @Outcome(id = "2, false, 0", expect = ACCEPTABLE, desc = "the one that gave back took both")
  @Outcome(id = "1, false, 1", expect = FORBIDDEN, desc = "a permit was there and refused")
  @Outcome(expect = FORBIDDEN, desc = "a permit was made or lost")
  @State
  public static class TwoTake {
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

  /** A task comes while a permit is given. */
  @JCStressTest
  @Outcome(id = "got it, 0", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for a permit that is free, or that was lost")
  @State
  public static class ComesAsOneIsGiven {
    private final Semaphore semaphore = exhausted();
    private final Played newcomer = Played.ready(() -> take(semaphore));

    @Actor
    public void giver() {
      semaphore.release();
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LI_Result result) {
      result.r1 = newcomer.result();
      result.r2 = semaphore.availablePermits();
    }
  }

  /** The first of two who wait is cancelled while a permit is given. */
  @JCStressTest
  @Outcome(id = "got it, asleep, 0", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, got it, 0", expect = ACCEPTABLE, desc = "it went to the next one")
  @Outcome(expect = FORBIDDEN, desc = "a permit was made, or lost to one who was cancelled")
  @State
  public static class CancelledAsOneIsGiven {
    private final Semaphore semaphore = exhausted();
    private final Played first = Played.waiting(() -> take(semaphore));
    private final Played second = Played.waiting(() -> take(semaphore));

    @Actor
    public void giver() {
      semaphore.release();
    }

    @Actor
    public void canceller() {
      first.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLI_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = semaphore.availablePermits();
    }
  }

  /** The only one who waits is cancelled while a permit is given. */
  @JCStressTest
  @Outcome(id = "got it, 0", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, 1", expect = ACCEPTABLE, desc = "nobody waits any more")
  @Outcome(expect = FORBIDDEN, desc = "a permit was made, or lost to one who was cancelled")
  @State
  public static class LastWaiterCancelledAsOneIsGiven {
    private final Semaphore semaphore = exhausted();
    private final Played waiter = Played.waiting(() -> take(semaphore));

    @Actor
    public void giver() {
      semaphore.release();
    }

    @Actor
    public void canceller() {
      waiter.cancelAndRun();
    }

    @Arbiter
    public void outcome(LI_Result result) {
      result.r1 = waiter.result();
      result.r2 = semaphore.availablePermits();
    }
  }

  /** A task comes while the only one who waits goes away. */
  @JCStressTest
  @Outcome(id = "cancelled, got it, 0", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = FORBIDDEN, desc = "the newcomer was overlooked")
  @State
  public static class ComesAsTheLastWaiterLeaves {
    private final Semaphore semaphore = exhausted();
    private final Played leaving = Played.waiting(() -> take(semaphore));
    private final Played newcomer = Played.ready(() -> take(semaphore));

    @Actor
    public void leaving() {
      leaving.cancelAndRun();
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LLI_Result result) {
      semaphore.release();
      result.r1 = leaving.result();
      result.r2 = newcomer.result();
      result.r3 = semaphore.availablePermits();
    }
  }

  /** Two give at once, and two wait. */
  @JCStressTest
  @Outcome(id = "got it, got it, 0", expect = ACCEPTABLE, desc = "each has one")
  @Outcome(expect = FORBIDDEN, desc = "both were given to the same, or one was lost")
  @State
  public static class TwoGive {
    private final Semaphore semaphore = exhausted();
    private final Played first = Played.waiting(() -> take(semaphore));
    private final Played second = Played.waiting(() -> take(semaphore));

    @Actor
    public void one() {
      semaphore.release();
    }

    @Actor
    public void other() {
      semaphore.release();
    }

    @Arbiter
    public void outcome(LLI_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = semaphore.availablePermits();
    }
  }
}
