package dev.fairlead.internal.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Where virtual threads stand that have run for long without waiting, so that whoever is woken
 * comes before all of them.
 *
 * <p>The JDK's scheduler knows one order for all who can run: among a hundred threads that copy or
 * compute, a woken one would have its turn after each of these had one. Here they are parked, and
 * are let in one after the other by a thread that lets everybody else come first.
 */
final class BackRow implements Runnable {

  /** There is one scheduler. */
  private static final BackRow ROW = new BackRow();

  // A sleep costs some thirty microseconds.
  private static final long SLEEP_EVERY_NANOS = 5_000_000;
  private static final long SHORTEST_SLEEP_NANOS = 1;

  // A thread that cannot leave its processor, in the initializer of a class for example, keeps it
  // while it stands here: if all do, there is none left for who lets them in.
  private static final long LONGEST_NANOS = 1_000_000_000;

  private final Queue<Place> places = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean letsIn = new AtomicBoolean(); // always, while there is a place

  private long lastSleep = System.nanoTime() - SLEEP_EVERY_NANOS; // by who lets in

  private BackRow() {}

  /** Where one thread stands. */
  private static final class Place {
    private final Thread thread = Thread.currentThread();
    private volatile boolean letIn;
  }

  static boolean isEmpty() {
    return ROW.places.isEmpty();
  }

  /**
   * Waits until the calling virtual thread is let in. As all parking it may end for no reason, and
   * does when the thread is interrupted.
   */
  static void stand() {
    var place = new Place();
    ROW.places.add(place);
    ROW.begin();
    LockSupport.parkNanos(LONGEST_NANOS);
    if (!place.letIn) {
      ROW.places.remove(place);
    }
  }

  private void begin() {
    if (!letsIn.get() && letsIn.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("fairlead-back-row")
          .inheritInheritableThreadLocals(false)
          .start(this);
    }
  }

  @Override
  public void run() {
    do {
      letAllIn();
      letsIn.set(false);
    } while (!places.isEmpty() && letsIn.compareAndSet(false, true));
  }

  private void letAllIn() {
    goBehindAll();
    for (Place next = places.poll(); next != null; next = places.poll()) {
      next.letIn = true;
      LockSupport.unpark(next.thread);
      Thread.yield(); // Behind it, and behind who else is queued on this processor.
      goBehindAll();
    }
  }

  /**
   * Each processor has a queue that it empties before it looks at any other. Who yields is put
   * behind all others only if that queue is empty, and two that wake each other never leave it so.
   * Who sleeps comes from outside: after all of those who keep the queue from being empty have come
   * to this row.
   */
  private void goBehindAll() {
    long now = System.nanoTime();
    if (now - lastSleep < SLEEP_EVERY_NANOS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(SHORTEST_SLEEP_NANOS);
      lastSleep = System.nanoTime();
    }
  }
}
