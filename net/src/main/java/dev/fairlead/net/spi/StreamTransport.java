package dev.fairlead.net.spi;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Turns;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as a driver makes it.
 *
 * {@snippet file="DriverSnippets.java" region="streams"}
 *
 * <p>The public stream around it lets one task at a time receive and one send, and remembers how
 * the connection ended: a transport may throw plain {@code IOException}s, and need not answer calls
 * after them. Only {@link #close} and {@link #abort} come from any task at any moment.
 */
public interface StreamTransport extends SocketTransport {

  /** The most {@link #receive(int)} has to return. */
  int MAX_CHUNK = 65_536;

  /** The address of the other side. */
  SocketAddress remoteAddress();

  /**
   * Waits until a receive has something to tell, and takes nothing: bytes, the end, or what broke
   * the connection. May return for no reason. A checkpoint.
   */
  void awaitReadable();

  /**
   * Asks for a turn when a receive may have something to tell, or this is closed. Until then no
   * task receives.
   *
   * @return false if this transport cannot; then a task has to wait in {@link #awaitReadable}
   */
  default boolean callWhenReadable(Turns.Seat seat) {
    return false;
  }

  /** Asks at once for the turn that {@link #callWhenReadable} has asked for, unless it has come. */
  default void callNow(Turns.Seat seat) {}

  /**
   * Waits for bytes and puts as many as there are and as there is room for into the buffer. A
   * checkpoint; when it is cancelled, no byte was taken.
   *
   * @return how many came, at least 1; -1 after the other side has ended the stream
   */
  int receive(ByteBuffer target) throws IOException;

  /** As {@link #receive(ByteBuffer)}, with a new array; null at the end. */
  default byte @Nullable [] receive(int maxBytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(maxBytes, MAX_CHUNK));
    int count = receive(buffer);
    return count < 0 ? null : Arrays.copyOf(buffer.array(), count);
  }

  /**
   * Sends all that remains in the buffer. A checkpoint; when it is cancelled, the position of the
   * buffer says how much was taken.
   */
  void send(ByteBuffer source) throws IOException;

  /** As {@link #send(ByteBuffer)}, for several buffers in order. */
  default void send(ByteBuffer[] sources) throws IOException {
    Checkpoints.checkpoint();
    for (ByteBuffer source : sources) {
      if (source.hasRemaining()) {
        send(source);
      }
    }
  }

  /**
   * Sends a part of a file as far as it can without waiting for the peer more than once. A
   * checkpoint.
   *
   * @return how much was sent; 0 only at the end of the file
   */
  long sendFile(FileChannel source, long position, long count) throws IOException;

  /** Says that nothing more will be sent. Called once. */
  void shutdownOutput() throws IOException;

  /** Closes at once and tells the other side that the connection broke, where that is possible. */
  void abort() throws IOException;
}
