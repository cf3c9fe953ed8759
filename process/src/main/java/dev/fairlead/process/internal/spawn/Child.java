package dev.fairlead.process.internal.spawn;

import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.process.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A process that was started, as the operating system sees it. */
public abstract class Child {

  private final long pid;
  private final WaitQueue waiting = new WaitQueue();
  private final WaitReason reason;
  private volatile @Nullable ExitStatus status;
  private final AtomicReference<@Nullable Runnable> atEnd = new AtomicReference<>();

  Child(long pid, String what) {
    this.pid = pid;
    this.reason = new ExitReason("the end of process " + pid + ", " + what);
  }

  private record ExitReason(String describe) implements WaitReason {
    @Override
    public boolean external() {
      return true;
    }
  }

  /** Its number. */
  public final long pid() {
    return pid;
  }

  /** How it has ended; empty while it has not. */
  public final Optional<ExitStatus> status() {
    return Optional.ofNullable(status);
  }

  /** Waits for its end, and for nothing else. A checkpoint. */
  public final ExitStatus await() {
    waiting.awaitWhile(() -> status == null, reason);
    ExitStatus known = status;
    if (known == null) {
      throw new AssertionError("woken before its end: " + this);
    }
    return known;
  }

  /**
   * Has something done once it has ended, at once if it has: here, or on the thread that watches
   * for ends, so it must not wait. Takes the place of what was to be done before.
   */
  public final void whenEnded(Runnable action) {
    atEnd.set(action);
    if (status != null) {
      doAtEnd();
    }
  }

  /** On the thread that watches for ends. */
  final void exited(ExitStatus known) {
    status = known;
    waiting.wakeAll();
    doAtEnd();
  }

  /** The end and the action may come at the same moment; one of them finds the other. */
  private void doAtEnd() {
    Runnable action = atEnd.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  /**
   * Sends a signal to this process alone.
   *
   * @return false if it had ended already
   */
  public abstract boolean signal(int number) throws IOException;

  /** Sends a signal to it and to everything it has started, as far as it can be found. */
  public abstract void signalAll(int number) throws IOException;

  /**
   * Ends what the process has left behind, once it has ended itself, and lets go of its number.
   *
   * @param grace how long the rest may take after {@code SIGTERM}
   */
  public abstract void release(Duration grace) throws IOException;

  /** Lets go of a process that does not end, and leaves it to the watching thread to reap it. */
  public abstract void abandon();

  /** The JDK's stream to its standard input, where that is what was asked for. */
  public OutputStream standardInput() {
    throw new AssertionError("no pipe of the JDK: " + this);
  }

  /** The JDK's stream from its descriptor 1 or 2, where that is what was asked for. */
  public InputStream standardOutput(int descriptor) {
    throw new AssertionError("no pipe of the JDK: " + this + ", " + descriptor);
  }

  @Override
  public String toString() {
    return "process " + pid + (status == null ? "" : " (" + status + ")");
  }
}
