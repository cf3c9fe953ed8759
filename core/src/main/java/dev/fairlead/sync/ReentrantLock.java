package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.Checkpoints;
import java.time.Duration;
import java.util.Optional;

/**
 * A {@link Lock} that its owner can acquire again.
 *
 * {@snippet file="ReentrantLockSnippets.java" region="reentrant"}
 *
 * <p>The owner releases it as often as it has acquired it. Take it for code that calls itself, or
 * that calls back; a plain {@link Lock} finds more mistakes.
 */
public final class ReentrantLock implements Acquirable {

  private final Lock lock = new Lock();
  private int holds; // owner only

  /** Makes a free lock. */
  public ReentrantLock() {}

  /**
   * Acquires the lock, and waits for it if another task owns it. A checkpoint.
   *
   * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
   */
  @Override
  public void acquire() {
    Checkpoints.checkpoint();
    if (!lock.isHeldByCurrentTask()) {
      lock.acquire();
    }
    holds++;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BrokenLockException if the owner ended without releasing it
   */
  @Override
  public boolean tryAcquire() {
    boolean acquired = lock.isHeldByCurrentTask() || lock.tryAcquire();
    if (acquired) {
      holds++;
    }
    return acquired;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
   */
  @Override
  public boolean tryAcquire(Duration limit) {
    Checkpoints.checkpoint();
    boolean acquired = lock.isHeldByCurrentTask() || lock.tryAcquire(limit);
    if (acquired) {
      holds++;
    }
    return acquired;
  }

  /**
   * Gives back one acquisition. After the last of them, the first task that waits owns the lock.
   *
   * @throws IllegalStateException if the task does not own the lock
   */
  @Override
  public void release() {
    if (!lock.isHeldByCurrentTask() || --holds == 0) {
      lock.release();
    }
  }

  /** How often the current task has acquired the lock and not released it. */
  public int holdCount() {
    return lock.isHeldByCurrentTask() ? holds : 0;
  }

  /** Whether the current task owns the lock. */
  public boolean isHeldByCurrentTask() {
    return lock.isHeldByCurrentTask();
  }

  /** Whether a task owns the lock, or it is broken. */
  public boolean isLocked() {
    return lock.isLocked();
  }

  /** The task that owns the lock; empty if it is free or broken. */
  public Optional<TaskInfo> owner() {
    return lock.owner();
  }

  /** Who owns the lock and who waits for it. */
  public LockStatistics statistics() {
    return lock.statistics();
  }

  @Override
  public String toString() {
    return "reentrant " + lock;
  }
}
