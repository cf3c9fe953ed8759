package dev.fairlead.sync;

import dev.fairlead.Action;
import dev.fairlead.Body;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something a task acquires, uses and releases.
 *
 * {@snippet file="LockSnippets.java" region="ways"}
 *
 * <p>Who waits is served in the order of arrival. What is released goes to the first in the queue
 * at once: nobody who comes in between can take it, and nothing is seen to be free. A task that is
 * cancelled while it waits leaves the queue and owns nothing; a cancellation that comes after the
 * hand-over is too late for this wait: the task owns what it waited for, and meets its cancellation
 * at the next checkpoint.
 */
public sealed interface Acquirable
    permits CapacityLimiter,
        Condition,
        KeyedLock.Key,
        Lock,
        ReadWriteLock.Side,
        ReentrantLock,
        Semaphore {

  /** Acquires, and waits if necessary. A checkpoint. */
  void acquire();

  /** Acquires if that is possible at once; never waits, and is not a checkpoint. */
  boolean tryAcquire();

  /**
   * Acquires, and waits for a while if necessary. A checkpoint.
   *
   * <p>It tries before it looks at the time, so a limit of zero means "only if possible at once".
   *
   * @return whether it was acquired in time
   */
  boolean tryAcquire(Duration limit);

  /** Releases what was acquired. Never waits. */
  void release();

  /** Acquires, and releases when the permit is closed. A checkpoint. */
  default Permit hold() {
    acquire();
    return new HeldPermit(this::release);
  }

  /**
   * Runs the body with what is acquired, and releases it whatever happens. A checkpoint.
   *
   * @throws X what the body threw
   */
  default <X extends Exception> void run(Action<X> body) throws X {
    acquire();
    try {
      body.run();
    } finally {
      release();
    }
  }

  /**
   * As {@link #run}, and returns the body's value.
   *
   * @throws X what the body threw
   */
  default <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    acquire();
    try {
      return body.call();
    } finally {
      release();
    }
  }
}
