package dev.fairlead.testing.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a simulation has at a time. Threads outside leave notes of what is to be done
 * by who has it; while nobody has it, because nothing can run, they may take it to do that.
 */
final class Baton {

  private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();
  private final ConcurrentLinkedQueue<Runnable> notes = new ConcurrentLinkedQueue<>();

  @Nullable Thread holder() {
    return holder.get();
  }

  boolean isHeldBy(Thread thread) {
    return thread.equals(holder.get());
  }

  /** Whether the current thread has it. */
  boolean isHeldHere() {
    return isHeldBy(Thread.currentThread());
  }

  void leaveNote(Runnable change) {
    notes.add(change);
  }

  /** Does what was noted. By who has the baton. */
  void readNotes() {
    for (Runnable change = notes.poll(); change != null; change = notes.poll()) {
      change.run();
    }
  }

  /** Takes it for the current thread if there are notes and nobody has it. */
  boolean takeForNotes() {
    return !notes.isEmpty() && holder.compareAndSet(null, Thread.currentThread());
  }

  /** Gives it to a task, which may run now, or to nobody. By who has it. */
  void passTo(@Nullable SimulatedStrand next) {
    holder.set(next == null ? null : next.thread());
    if (next != null) {
      next.letRun();
    }
  }

  /**
   * Takes it, for the current thread, from a task that blocks; false if the task does not have it
   * or does not block any more.
   *
   * <p>A task that wakes at this instant may be about to use what it has seen that it has. One that
   * still blocks after the baton was taken will see that it has it no more.
   */
  boolean takeFrom(SimulatedStrand strand) {
    Thread taker = Thread.currentThread();
    if (!holder.compareAndSet(strand.thread(), taker)) {
      return false;
    }
    if (strand.isBlocked() && isHeldBy(taker)) {
      return true;
    }
    if (holder.compareAndSet(taker, strand.thread())) {
      strand.letRun(); // It may have seen that it had lost it, and wait for it.
    }
    return false;
  }
}
