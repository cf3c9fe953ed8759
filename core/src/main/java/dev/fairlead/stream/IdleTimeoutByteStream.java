package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.IdleTimeoutException;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A byte stream whose operations fail once nothing has moved for a while, in either direction.
 *
 * {@snippet file="IdleTimeoutByteStreamSnippets.java" region="idle"}
 *
 * <p>A receive may wait as long as there is progress in sending, and the other way round. While no
 * operation waits nothing fails: a program that is busy with something else is not idle because of
 * its peer.
 */
public final class IdleTimeoutByteStream extends ForwardingByteStream {

  /** The most that is sent at once, so that progress is seen within a long send. */
  private static final int PIECE = 65_536;

  private final Duration limit;

  // One task at a time in each direction, also between the pieces of a long send.
  private final ResourceGuard receiveGuard = new ResourceGuard("receiving from this stream");
  private final ResourceGuard sendGuard = new ResourceGuard("sending to this stream");

  // Any thread; volatile. The scopes of the operations that wait.
  private volatile @Nullable CancelScope receiving;
  private volatile @Nullable CancelScope sending;

  /**
   * Watches a stream, which belongs to the new one from now on.
   *
   * @throws IllegalArgumentException if the limit is not positive
   */
  public IdleTimeoutByteStream(ByteStream stream, Duration limit) {
    super(stream);
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("the limit must be positive: " + limit);
    }
    this.limit = limit;
  }

  /**
   * As the stream below does.
   *
   * @throws IdleTimeoutException if nothing moved for too long; nothing is lost
   */
  @Override
  public int receive(ByteBuffer target) throws IOException {
    try (Permit _ = receiveGuard.enter()) {
      return receiveInTime(target);
    }
  }

  private int receiveInTime(ByteBuffer target) throws IOException {
    CancelScope scope = newScope();
    receiving = scope;
    try {
      int count = scope.attempt(() -> super.receive(target)).orElseThrow(this::timedOut);
      extend(sending);
      return count;
    } finally {
      receiving = null;
    }
  }

  /**
   * As the stream below does.
   *
   * @throws IdleTimeoutException if nothing moved for too long; the position of the buffers says
   *     how much was sent. A part that was taken is progress, so this may come a little later:
   *     after less than twice the limit
   */
  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    try (Permit _ = sendGuard.enter()) {
      if (ByteBuffers.remaining(buffers) <= PIECE) {
        sendPiece(buffers);
      } else {
        for (ByteBuffer buffer : buffers) {
          sendInPieces(buffer);
        }
      }
    }
  }

  private void sendInPieces(ByteBuffer buffer) throws IOException {
    int end = buffer.limit();
    try {
      while (buffer.position() < end) {
        buffer.limit(Math.min(end, buffer.position() + PIECE));
        sendPiece(buffer);
      }
    } finally {
      buffer.limit(end);
    }
  }

  /** A piece of which a part was taken in time has the same time again for the rest. */
  private void sendPiece(ByteBuffer... buffers) throws IOException {
    long before;
    boolean sent;
    do {
      before = ByteBuffers.remaining(buffers);
      sent = sendInTime(buffers);
      if (!sent && ByteBuffers.remaining(buffers) == before) {
        throw timedOut();
      }
      extend(receiving);
    } while (!sent);
  }

  private boolean sendInTime(ByteBuffer... buffers) throws IOException {
    CancelScope scope = newScope();
    sending = scope;
    try {
      scope.run(() -> super.send(buffers));
      return !scope.cancelledCaught();
    } finally {
      sending = null;
    }
  }

  private CancelScope newScope() {
    return CancelScope.moveOnAfter(limit, options -> options.withName("idle timeout"));
  }

  private IdleTimeoutException timedOut() {
    return new IdleTimeoutException(limit);
  }

  private void extend(@Nullable CancelScope other) {
    if (other != null) {
      other.moveDeadline(Deadline.after(limit));
    }
  }
}
