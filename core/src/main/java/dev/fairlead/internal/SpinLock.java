package dev.fairlead.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock around a few instructions that never wait, allocate little and call no user code.
 *
 * <p>Whoever finds it taken spins for the time such a section needs on another core, and then lets
 * others run: the holder may have lost its core to the operating system. A monitor costs twice as
 * much when free, and some microseconds of switching threads when it is not.
 */
public class SpinLock {

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 64 : 0;

  private static final AtomicLong NEXT = new AtomicLong();

  private static final VarHandle TAKEN;
  private static final VarHandle RANK;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAKEN = lookup.findVarHandle(SpinLock.class, "taken", boolean.class);
      RANK = lookup.findVarHandle(SpinLock.class, "rank", Rank.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean taken;
  private volatile @Nullable Rank rank; // made for the first who takes several locks

  /** What only those need who take several locks at once, away from what everybody needs. */
  private static final class Rank {
    final long order = NEXT.incrementAndGet();
    long drawn; // under the lock
  }

  /** Makes a free lock. */
  public SpinLock() {}

  /** Takes the lock. Not reentrant; the caller must not wait before it unlocks. */
  public final void lock() {
    if (!TAKEN.compareAndSet(this, false, true)) {
      lockContended();
    }
  }

  private void lockContended() {
    int spins = SPINS;
    do {
      if (--spins > 0) {
        Thread.onSpinWait();
      } else {
        Interleaving.point();
        Thread.yield();
      }
    } while (taken || !TAKEN.compareAndSet(this, false, true));
  }

  /** Gives the lock back. */
  public final void unlock() {
    TAKEN.setRelease(this, false);
  }

  /** The place of this lock in the order in which several of them are taken. */
  public final long order() {
    return rank().order;
  }

  private Rank rank() {
    Rank mine = rank;
    if (mine == null) {
      RANK.compareAndSet(this, null, new Rank());
      mine = Objects.requireNonNull(rank);
    }
    return mine;
  }

  /**
   * A number below a bound, another one each time, without a pattern that a loop could fall into
   * step with. Under the lock.
   */
  public final int draw(int bound) {
    Rank mine = rank();
    // The constants of Knuth's MMIX generator; its high bits are the good ones.
    mine.drawn = mine.drawn * 6364136223846793005L + 1442695040888963407L;
    return (int) (((mine.drawn >>> 33) * bound) >>> 31);
  }
}
