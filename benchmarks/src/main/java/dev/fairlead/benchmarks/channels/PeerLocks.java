package dev.fairlead.benchmarks.channels;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** The locks of the JDK. */
final class PeerLocks {

  private PeerLocks() {}

  static Locking.Mutex reentrant() {
    return reentrant(new ReentrantLock());
  }

  static Locking.Mutex fair() {
    return reentrant(new ReentrantLock(true));
  }

  private static Locking.Mutex reentrant(ReentrantLock lock) {
    return new Locking.Mutex() {
      @Override
      public void lock() throws InterruptedException {
        lock.lockInterruptibly();
      }

      @Override
      public void unlock() {
        lock.unlock();
      }
    };
  }

  static Locking.Mutex semaphore() {
    var semaphore = new Semaphore(1);
    return new Locking.Mutex() {
      @Override
      public void lock() throws InterruptedException {
        semaphore.acquire();
      }

      @Override
      public void unlock() {
        semaphore.release();
      }
    };
  }
}
