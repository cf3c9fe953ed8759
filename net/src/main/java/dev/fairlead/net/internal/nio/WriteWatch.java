package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the end of a connection from its reset.
 *
 * <p>The system says once that a connection was reset, to whoever asks first, and from then on that
 * it has ended. So a receiver that is told of an end looks whether the sender was told more, or is
 * just being told: by the write that is under way, not by one that begins later.
 */
final class WriteWatch {

  // What the two lowest bits of `turn` say.
  private static final int KIND = 3;
  private static final int QUICK = 1;
  private static final int SLOW = 2;

  private static final VarHandle TURN;

  static {
    try {
      TURN = MethodHandles.lookup().findVarHandle(WriteWatch.class, "turn", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Written by the sender: whether a write is under way, of which kind, and how many there were.
  // For
  // a quick one a release suffices: the system has a lock for the connection, which the sender
  // takes
  // after it has written this, and the receiver before it reads it.
  private volatile int turn;

  private volatile @Nullable IOException failure;

  // Written by the receiver. It looks at the turn after that, and the sender of a slow write at
  // this
  // after the turn: so one of them sees the other.
  private volatile @Nullable Waiter receiver;

  /** A call of the system that takes bytes. */
  @FunctionalInterface
  interface Write {
    long run() throws IOException;
  }

  /** As {@link #begin}, {@link #failed} and {@link #end}, for a write that may take long. */
  long during(Write write) throws IOException {
    TURN.setRelease(this, turn + SLOW);
    try {
      return write.run();
    } catch (IOException e) {
      failed(e);
      throw e;
    } finally {
      turn = next();
      Waiter waiting = receiver;
      if (waiting != null) {
        waiting.wake();
      }
    }
  }

  /** The sender is about to ask the system to take bytes, which takes no time. */
  void begin() {
    TURN.setRelease(this, turn + QUICK);
  }

  /** The system has answered; what it answered was noted before. */
  void end() {
    TURN.setRelease(this, next());
  }

  private int next() {
    return (turn | KIND) + 1;
  }

  /** The system has refused. That this side has closed something is known to whoever did. */
  void failed(IOException why) {
    if (!(why instanceof ClosedChannelException)) {
      failure = why;
    }
  }

  /**
   * Makes sure that an end which the receiver was told of is one. A checkpoint if the sender has to
   * be waited for; an end is told again to who asks again.
   *
   * @throws IOException if a write has failed
   */
  void ensureEnded(WaitReason reason) throws IOException {
    int seen = turn;
    if ((seen & KIND) == SLOW) {
      awaitEndOf(seen, reason);
    }
    while ((seen & KIND) == QUICK && turn == seen) {
      Checkpoints.yieldNow();
    }
    IOException why = failure;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }

  private void awaitEndOf(int write, WaitReason reason) {
    var waiter = new Waiter();
    receiver = waiter;
    try {
      if (turn == write) {
        Parking.park(waiter, reason);
      }
    } finally {
      receiver = null;
    }
  }
}
