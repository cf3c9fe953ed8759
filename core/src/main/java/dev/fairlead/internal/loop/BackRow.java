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

  private final Queue<Place> places = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean letsIn = new AtomicBoolean(); // always, while there is a place

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
    LockSupport.park();
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
    for (Place next = places.poll(); next != null; next = places.poll()) {
      next.letIn = true;
      LockSupport.unpark(next.thread);
      Thread.yield(); // Behind it, and behind who else is queued on this processor.
      Thread.yield(); // From an emptied queue the scheduler puts it behind all others.
    }
  }
}
