package dev.fairlead.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that live in a scope, newest first.
 *
 * <p>A stack of which only the top changes by compare-and-set. Ended tasks stay linked until they
 * are swept out once everybody has been told; a walk that meets one passes over it. Adding is one
 * compare-and-set, and removing costs the ending task nothing. A sweep comes once as many have been
 * added as had survived the last one, or when so many have ended that few of those linked can be
 * alive: so it looks at a few tasks for each that has come, and a crowd that is gone does not stay
 * in memory.
 */
final class TaskList {

  private static final int TOO_FEW_TO_SWEEP = 64;
  private static final int SHARE_ALIVE = 4; // a quarter of those linked

  /*
   * IDLE ------ sweep -----> ASKED      who asks first sweeps
   * ASKED ----- a walk ----> SWEEPING
   * SWEEPING -- ask -------> ASKED      once more: what ends behind the walk it does not see
   * SWEEPING -- walked ----> IDLE
   */
  private static final byte IDLE = 0;
  private static final byte ASKED = 1;
  private static final byte SWEEPING = 2;

  private static final VarHandle HEAD;
  private static final VarHandle SWEEPER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(TaskList.class, "head", Task.class);
      SWEEPER = lookup.findVarHandle(TaskList.class, "sweeper", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Task<?> head;
  private volatile byte sweeper;

  // Any thread, unsynchronised: only steers when to sweep, so lost updates do no harm.
  private int linked;
  private int sweepAbove = TOO_FEW_TO_SWEEP;

  void add(Task<?> task) {
    Task<?> top;
    do {
      top = head;
      task.nextInList = top;
    } while (!HEAD.compareAndSet(this, top, task));
    if (++linked > sweepAbove && sweeper == IDLE) {
      sweep();
    }
  }

  /** Says that a task has ended, and how many have not: told of each, or at least of some. */
  void ended(int alive) {
    // Looks where each crowd that dwindles comes by, and seldom otherwise: at the powers of two.
    if ((alive & (alive - 1)) == 0 && linked > TOO_FEW_TO_SWEEP && linked / SHARE_ALIVE >= alive) {
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

  /** As {@link #forEach}, and those whose end is being told. */
  void forEachUntilOver(Consumer<Task<?>> visitor) {
    for (Task<?> task = head; task != null; task = task.nextInList) {
      if (!task.isOver()) {
        visitor.accept(task);
      }
    }
  }

  /** Sweeps, or has who sweeps at this moment do it once more. */
  private void sweep() {
    if ((byte) SWEEPER.getAndSet(this, ASKED) != IDLE) {
      return;
    }
    do {
      sweeper = SWEEPING;
      walk();
    } while (!SWEEPER.compareAndSet(this, SWEEPING, IDLE));
  }

  /** Unlinks ended tasks below the top, which new tasks may be linked to at this moment. */
  private void walk() {
    int before = linked;
    int survivors = 0;
    Task<?> kept = head;
    while (kept != null) {
      Task<?> next = firstNotOver(kept.nextInList);
      leadPast(kept.nextInList, next);
      kept.nextInList = next;
      kept = next;
      survivors++;
    }
    int now = survivors + linked - before; // with those that came meanwhile
    linked = now;
    sweepAbove = now + Math.max(TOO_FEW_TO_SWEEP, now);
  }

  private static @Nullable Task<?> firstNotOver(@Nullable Task<?> first) {
    Task<?> task = first;
    while (task != null && task.isOver()) {
      task = task.nextInList;
    }
    return task;
  }

  /** So that whoever keeps one of those that are unlinked does not keep those behind it. */
  @SuppressWarnings("ReferenceEquality") // up to this very one
  private static void leadPast(@Nullable Task<?> first, @Nullable Task<?> end) {
    Task<?> task = first;
    while (task != null && task != end) {
      Task<?> next = task.nextInList;
      task.nextInList = end;
      task = next;
    }
  }
}
