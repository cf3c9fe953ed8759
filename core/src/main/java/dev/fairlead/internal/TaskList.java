package dev.fairlead.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that live in a scope, newest first.
 *
 * <p>A stack of which only the top changes by compare-and-set. Ended tasks stay linked until
 * whoever adds the next tasks sweeps them out; a walk that meets one passes over it. Adding is one
 * compare-and-set, removing costs the ending task nothing, and a sweep comes at most once per as
 * many additions as there were survivors.
 */
final class TaskList {

  private static final int SWEEP_AT_LEAST_EVERY = 64;

  private static final VarHandle HEAD;
  private static final VarHandle SWEEPING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(TaskList.class, "head", Task.class);
      SWEEPING = lookup.findVarHandle(TaskList.class, "sweeping", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Task<?> head;

  @SuppressWarnings("UnusedVariable") // Read and written through SWEEPING.
  private volatile boolean sweeping;

  // Any thread, unsynchronised: only steers when to sweep, so lost updates do no harm.
  private int untilSweep = SWEEP_AT_LEAST_EVERY;

  void add(Task<?> task) {
    Task<?> top;
    do {
      top = head;
      task.nextInList = top;
    } while (!HEAD.compareAndSet(this, top, task));
    if (--untilSweep < 0) {
      sweep();
    }
  }

  /** Whether no task was ever added. */
  boolean isEmpty() {
    return head == null;
  }

  void forEach(Consumer<Task<?>> visitor) {
    for (Task<?> task = head; task != null; task = task.nextInList) {
      if (!task.hasEnded()) {
        visitor.accept(task);
      }
    }
  }

  /** Unlinks ended tasks below the top, which new tasks may be linked to at this moment. */
  private void sweep() {
    if (!SWEEPING.compareAndSet(this, false, true)) {
      return;
    }
    int survivors = 0;
    Task<?> kept = head;
    while (kept != null) {
      Task<?> next = kept.nextInList;
      while (next != null && next.hasEnded()) {
        next = next.nextInList;
      }
      kept.nextInList = next;
      kept = next;
      survivors++;
    }
    untilSweep = Math.max(SWEEP_AT_LEAST_EVERY, survivors);
    sweeping = false;
  }
}
