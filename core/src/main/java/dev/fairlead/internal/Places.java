package dev.fairlead.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many keep a group open: its tasks, and its body, which counts as {@link #BODY}.
 *
 * <p>A group whose count has reached zero is closed for good, so a place can only be taken while
 * another task, or the body, is still there.
 */
abstract class Places {

  private static final int BODY = 1 << 29;
  private static final int SEALED = 1 << 30; // in the count, so that who enters sees it in one step
  private static final VarHandle OPEN;

  static {
    try {
      OPEN = MethodHandles.lookup().findVarHandle(Places.class, "open", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Any thread.
  private volatile int open; // by OPEN

  Places() {
    // A volatile write in a constructor costs a fence for nothing.
    OPEN.set(this, BODY);
  }

  /** Takes a place for a task. */
  final void enter() {
    int count;
    do {
      count = open;
      if (count == 0 || (count & SEALED) != 0) {
        throw takesNoMore(count);
      }
    } while (!OPEN.compareAndSet(this, count, count + 1));
  }

  private IllegalStateException takesNoMore(int count) {
    return new IllegalStateException(
        describeGroup()
            + ((count & ~SEALED) == 0 ? " has ended" : " was sealed")
            + " and takes no more tasks; start them in a group that is still open");
  }

  /** Gives the place of a task back. */
  final void leave() {
    int _ = leave(1);
  }

  /** Gives the place of the body back; returns whether tasks are left. */
  final boolean leaveBody() {
    return leave(BODY) > 0;
  }

  private int leave(int share) {
    int left = ((int) OPEN.getAndAdd(this, -share) - share) & ~SEALED;
    placeGivenBack(left);
    return left;
  }

  /** Tells that there is a place less, and how many keep the group open now. */
  abstract void placeGivenBack(int open);

  /** How many keep the group open, its body among them. */
  final int open() {
    return open & ~SEALED;
  }

  /** How many tasks keep the group open. */
  public final int activeCount() {
    return tasksAmong(open);
  }

  /** How many tasks are among those that keep a group open. */
  static int tasksAmong(int open) {
    return open & (BODY - 1);
  }

  /** Lets nobody in any more. */
  public final void seal() {
    int _ = (int) OPEN.getAndBitwiseOr(this, SEALED);
  }

  /** The group, as errors call it. */
  abstract String describeGroup();
}
