package dev.fairlead.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock around a few instructions that never wait, allocate little and call no user code.
 *
 * <p>Whoever finds it taken spins for the time such a section needs on another core, and then lets
 * others run: the holder may have lost its core to the operating system. A monitor costs twice as
 * much when free, and some microseconds of switching threads when it is not.
 */
public class SpinLock {

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 64 : 0;

  private static final VarHandle TAKEN;

  static {
    try {
      TAKEN = MethodHandles.lookup().findVarHandle(SpinLock.class, "taken", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean taken;

  /** Makes a free lock. */
  protected SpinLock() {}

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
        Thread.yield();
      }
    } while (taken || !TAKEN.compareAndSet(this, false, true));
  }

  /** Gives the lock back. */
  public final void unlock() {
    TAKEN.setRelease(this, false);
  }

  /** Whether somebody is inside; for assertions. */
  protected final boolean isTaken() {
    return taken;
  }
}
