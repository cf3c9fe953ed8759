package dev.fairlead.benchmarks.channels;

import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;

/** The locks of Fairlead. */
final class FairleadLocks {

  private FairleadLocks() {}

  static Locking.Mutex lock() {
    var lock = new Lock();
    return new Locking.Mutex() {
      @Override
      public void lock() {
        lock.acquire();
      }

      @Override
      public void unlock() {
        lock.release();
      }
    };
  }

  static Locking.Mutex semaphore() {
    var semaphore = new Semaphore(1);
    return new Locking.Mutex() {
      @Override
      public void lock() {
        semaphore.acquire();
      }

      @Override
      public void unlock() {
        semaphore.release();
      }
    };
  }
}
