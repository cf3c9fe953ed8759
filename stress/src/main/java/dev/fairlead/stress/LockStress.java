package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import dev.fairlead.sync.Lock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** A lock goes to exactly one of those who want it, and in the end it is free. */
public final class LockStress {

  private LockStress() {}

  private static Object hold(Lock lock) {
    lock.acquire();
    Played.pause();
    lock.release();
    return "held";
  }

  private static Object use(Lock lock) {
    lock.acquire();
    lock.release();
    return "got it";
  }

  /** A task comes while the lock is released. */
  @JCStressTest
  @Outcome(id = "got it, false", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for a lock that nobody has")
  @State
  public static class ComesAsItIsReleased {
    private final Lock lock = new Lock();
    private final Played holder = Played.waiting(() -> hold(lock));
    private final Played newcomer = Played.ready(() -> use(lock));

    @Actor
    public void holder() {
      holder.goOn();
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LZ_Result result) {
      result.r1 = newcomer.result();
      result.r2 = lock.isLocked();
    }
  }

  /** The first of two who wait is cancelled while the lock is handed over. */
  @JCStressTest
  @Outcome(id = "got it, got it, false", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, got it, false", expect = ACCEPTABLE, desc = "it went to the next one")
  @Outcome(expect = FORBIDDEN, desc = "kept by one who was cancelled, or lost")
  @State
  public static class CancelledAsItIsHandedOver {
    private final Lock lock = new Lock();
    private final Played holder = Played.waiting(() -> hold(lock));
    private final Played first = Played.waiting(() -> use(lock));
    private final Played second = Played.waiting(() -> use(lock));

    @Actor
    public void holder() {
      holder.goOn();
    }

    @Actor
    public void canceller() {
      first.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLZ_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = lock.isLocked();
    }
  }

  /** The only one who waits is cancelled while the lock is released. */
  @JCStressTest
  @Outcome(id = "got it, false", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "nobody waits any more")
  @Outcome(expect = FORBIDDEN, desc = "kept by one who was cancelled, or lost")
  @State
  public static class LastWaiterCancelledAsItIsReleased {
    private final Lock lock = new Lock();
    private final Played holder = Played.waiting(() -> hold(lock));
    private final Played waiter = Played.waiting(() -> use(lock));

    @Actor
    public void holder() {
      holder.goOn();
    }

    @Actor
    public void canceller() {
      waiter.cancelAndRun();
    }

    @Arbiter
    public void outcome(LZ_Result result) {
      result.r1 = waiter.result();
      result.r2 = lock.isLocked();
    }
  }

  /** A task comes while the only one who waits goes away. */
  @JCStressTest
  @Outcome(id = "cancelled, got it, false", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = FORBIDDEN, desc = "the newcomer was overlooked")
  @State
  public static class ComesAsTheLastWaiterLeaves {
    private final Lock lock = new Lock();
    private final Played holder = Played.waiting(() -> hold(lock));
    private final Played leaving = Played.waiting(() -> use(lock));
    private final Played newcomer = Played.ready(() -> use(lock));

    @Actor
    public void leaving() {
      leaving.cancelAndRun();
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LLZ_Result result) {
      holder.goOn();
      result.r1 = leaving.result();
      result.r2 = newcomer.result();
      result.r3 = lock.isLocked();
    }
  }

  /** Two come at once: one is inside at a time, and sees what the other did. */
  @JCStressTest
  @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(expect = FORBIDDEN, desc = "both inside at once, or one never")
  @State
  public static class TwoCome {
    private final Lock lock = new Lock();
    private final Played one = Played.ready(this::count);
    private final Played other = Played.ready(this::count);
    private int count;

    private Object count() {
      lock.acquire();
      count++;
      lock.release();
      return "counted";
    }

    @Actor
    public void one() {
      one.run();
    }

    @Actor
    public void other() {
      other.run();
    }

    @Arbiter
    public void outcome(IZ_Result result) {
      one.finish();
      other.finish();
      result.r1 = count;
      result.r2 = lock.isLocked();
    }
  }

  /** A task comes while the owner ends without releasing the lock. */
  @JCStressTest
  @Outcome(id = "BrokenLockException, true", expect = ACCEPTABLE, desc = "told in any case")
  @Outcome(expect = FORBIDDEN, desc = "waits for one who is gone, or gets what is broken")
  @State
  public static class ComesAsTheOwnerEnds {
    private static final Logger QUIET = Logger.getLogger("dev.fairlead");

    static {
      QUIET.setLevel(Level.OFF); // Each broken lock is worth a warning.
    }

    private final Lock lock = new Lock();
    private final Played owner = Played.waiting(this::keep);
    private final Played newcomer = Played.ready(() -> use(lock));

    private Object keep() {
      lock.acquire();
      Played.pause();
      return "kept";
    }

    @Actor
    public void owner() {
      owner.goOn();
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LZ_Result result) {
      result.r1 = newcomer.result();
      result.r2 = lock.isLocked();
    }
  }
}
