package dev.fairlead.internal.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Two rows in which virtual threads stand aside until everybody else has come first.
 *
 * <p>Each processor has a queue that it empties before it looks for what came from outside: new
 * threads, and those that a timer or a thread of the operating system has woken. Threads that yield
 * to each other, or wake each other, never leave it empty. So once in a while they are parked here.
 * Who lets them in comes from outside itself: it has its turn when all who kept the queue are here,
 * and who came from outside before it has had one.
 *
 * <p>In the front row stand those who gave way; all of them are let in together. In the back row
 * stand those who have run for long, and are let in one after the other: among a hundred threads
 * that copy or compute, a woken one would have its turn after each of these had one.
 */
final class Rows implements Runnable {

  // To come from outside costs some thirty microseconds.
  private static final long OUTSIDE_EVERY_NANOS = 5_000_000;
  private static final long SHORTEST_SLEEP_NANOS = 1;

  // A thread that cannot leave its processor, in the initializer of a class for example, keeps it
  // while it stands here: if all do, there is none left for who lets them in.
  private static final long LONGEST_NANOS = 1_000_000_000;

  /** There is one scheduler. */
  private static final Rows ROWS =
      new Rows(
          Thread.ofVirtual().name("fairlead-rows").inheritInheritableThreadLocals(false).factory(),
          LONGEST_NANOS);

  private final ThreadFactory threads;
  private final long longestNanos;
  private final Queue<Place> front = new ConcurrentLinkedQueue<>();
  private final Queue<Place> back = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean letsIn = new AtomicBoolean(); // always, while there is a place

  private long lastOutside = System.nanoTime() - OUTSIDE_EVERY_NANOS; // by who lets in

  Rows(ThreadFactory threads, long longestNanos) {
    this.threads = threads;
    this.longestNanos = longestNanos;
  }

  /** Where one thread stands. */
  private static final class Place {
    private final Thread thread = Thread.currentThread();
    private volatile boolean letIn;

    void letIn() {
      letIn = true;
      LockSupport.unpark(thread);
    }
  }

  static Rows get() {
    return ROWS;
  }

  boolean isAnyoneInFront() {
    return !front.isEmpty();
  }

  boolean isAnyone() {
    return !back.isEmpty() || !front.isEmpty();
  }

  /** Stands aside until everybody has who does not wait. On a virtual thread. */
  void standInFront() {
    stand(front);
  }

  /** Stands aside behind everybody, as often as one of this row is let in. On a virtual thread. */
  void standInBack() {
    stand(back);
  }

  /** As all parking it may end for no reason, and does when the thread is interrupted. */
  private void stand(Queue<Place> row) {
    var place = new Place();
    row.add(place);
    begin();
    LockSupport.parkNanos(longestNanos);
    if (!place.letIn) {
      row.remove(place);
      Thread.yield();
    }
  }

  private void begin() {
    if (letsIn.get() || !letsIn.compareAndSet(false, true)) {
      return;
    }
    boolean begun = false;
    try {
      threads.newThread(this).start();
      begun = true;
    } finally {
      endUnless(begun);
    }
  }

  @Override
  public void run() {
    boolean done = false;
    try {
      do {
        letAllIn();
        letsIn.set(false);
      } while (isAnyone() && letsIn.compareAndSet(false, true));
      done = true;
    } finally {
      endUnless(done);
    }
  }

  private void letAllIn() {
    while (isAnyone()) {
      if (goBehindAll()) {
        letIn(front);
      }
      Place next = back.poll();
      if (next != null) {
        next.letIn();
        Thread.yield(); // Behind it, and behind who else is queued on this processor.
      }
    }
  }

  /**
   * Who yields is put behind those in the queue of its processor; if it is empty, behind those in
   * one of the queues for what comes from outside, of which a processor empties one before it looks
   * at the next. While who lets in sleeps, all of them are empty for once. Returns whether it did.
   */
  private boolean goBehindAll() {
    if (front.isEmpty() && System.nanoTime() - lastOutside < OUTSIDE_EVERY_NANOS) {
      Thread.yield();
      return false;
    }
    LockSupport.parkNanos(SHORTEST_SLEEP_NANOS);
    lastOutside = System.nanoTime();
    return true;
  }

  /** Where memory ran out, nobody is left to let the others in. */
  private void endUnless(boolean well) {
    if (!well) {
      letsIn.set(false);
      letIn(front);
      letIn(back);
    }
  }

  private static void letIn(Queue<Place> row) {
    for (Place next = row.poll(); next != null; next = row.poll()) {
      next.letIn();
    }
  }
}
