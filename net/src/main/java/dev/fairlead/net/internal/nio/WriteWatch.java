package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
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
 * just being told.
 */
final class WriteWatch {

  private static final VarHandle UNDER_WAY;

  static {
    try {
      UNDER_WAY = MethodHandles.lookup().findVarHandle(WriteWatch.class, "underWay", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Written by the sender. A release suffices: the system has a lock for the connection, which the
  // sender takes after it has written this, and the receiver before it reads it.
  private volatile boolean underWay;

  private volatile @Nullable IOException failure;

  /** A call of the system that takes bytes. */
  @FunctionalInterface
  interface Write {
    long run() throws IOException;
  }

  /** As {@link #begin}, {@link #failed} and {@link #end}; costs an object. */
  long during(Write write) throws IOException {
    begin();
    try {
      return write.run();
    } catch (IOException e) {
      failed(e);
      throw e;
    } finally {
      end();
    }
  }

  /** The sender is about to ask the system to take bytes. */
  void begin() {
    UNDER_WAY.setRelease(this, true);
  }

  /** The system has answered; what it answered was noted before. */
  void end() {
    UNDER_WAY.setRelease(this, false);
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
  void ensureEnded() throws IOException {
    while (underWay) {
      Checkpoints.yieldNow();
    }
    IOException why = failure;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }
}
