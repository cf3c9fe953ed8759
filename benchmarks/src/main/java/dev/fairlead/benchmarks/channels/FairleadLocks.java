package dev.fairlead.benchmarks.channels;

import dev.fairlead.sync.Acquirable;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;

/** The locks of Fairlead. */
final class FairleadLocks {

  private FairleadLocks() {}

  static Locking.Mutex lock() {
    return of(new Lock());
  }

  static Locking.Mutex semaphore() {
    return of(new Semaphore(1));
  }

  static Locking.Mutex of(Acquirable one) {
    return new Locking.Mutex() {
      @Override
      public void lock() {
        one.acquire();
      }

      @Override
      public void unlock() {
        one.release();
      }
    };
  }
}
