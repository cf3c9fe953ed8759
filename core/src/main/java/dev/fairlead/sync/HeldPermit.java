package dev.fairlead.sync;

import dev.fairlead.internal.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Releases once, whoever closes it and however often. */
final class HeldPermit implements Permit {

  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(HeldPermit.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Runnable release;
  private volatile boolean closed;

  HeldPermit(Runnable release) {
    this.release = release;
  }

  /** A permit of which another task, with one of its own, could release its own instead. */
  static HeldPermit ofTask(Task<?> owner, Runnable release) {
    return new HeldPermit(() -> {
      Task<?> task = Task.current();
      if (task != owner) {
        throw new IllegalStateException(
            "task "
                + task.name()
                + " closed the permit of task "
                + owner.name()
                + "; only the task that acquired it may do that");
      }
      release.run();
    });
  }

  @Override
  public void close() {
    if (CLOSED.compareAndSet(this, false, true)) {
      boolean released = false;
      try {
        release.run();
        released = true;
      } finally {
        closed = released; // Who may not release it leaves it to who may.
      }
    }
  }

  @Override
  public String toString() {
    return closed ? "permit, given back" : "permit";
  }
}
