package dev.fairlead.benchmarks.channels;

import java.util.Collections;
import java.util.function.Supplier;

/** Tasks that take a lock and give it back. One operation is one lock and unlock. */
final class Locking {
  private static final int RIVALS = 8;

  private final Crew crew;
  private final Supplier<Mutex> mutexes;

  /** The part that is common to all locks that are compared. */
  interface Mutex {
    void lock() throws Exception;

    void unlock() throws Exception;
  }

  Locking(Crew crew, Supplier<Mutex> mutexes) {
    this.crew = crew;
    this.mutexes = mutexes;
  }

  void uncontended(int operations) throws Exception {
    compete(1, operations);
  }

  void contended(int operations) throws Exception {
    compete(RIVALS, Math.max(1, operations / RIVALS));
  }

  private void compete(int rivals, int each) throws Exception {
    var guarded = new Guarded(mutexes.get());
    crew.run(Collections.nCopies(rivals, () -> guarded.add(each)));
    guarded.check(rivals * each);
  }

  /** A count that is only right if the lock works. */
  private static final class Guarded {
    private final Mutex mutex;
    private int count;

    Guarded(Mutex mutex) {
      this.mutex = mutex;
    }

    void add(int times) throws Exception {
      for (int i = 0; i < times; i++) {
        mutex.lock();
        try {
          count++;
        } finally {
          mutex.unlock();
        }
      }
    }

    void check(int expected) {
      if (count != expected) {
        throw new IllegalStateException("the lock let two in: " + count + " of " + expected);
      }
    }
  }
}
