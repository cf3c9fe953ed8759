package dev.fairlead.stream;

import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A sink for bytes.
 *
 * {@snippet file="ByteStreamSnippets.java" region="send"}
 *
 * <p>One task at a time may send. A send that is cancelled may have sent a part; the position of
 * the buffers says how much was taken.
 */
public interface ByteSendStream extends Resource, AttributeProvider {

  /**
   * Sends all remaining bytes of the buffers, in order. A checkpoint.
   *
   * @throws dev.fairlead.BrokenResourceException if the stream broke
   * @throws dev.fairlead.ClosedResourceException if this side closed the stream, also meanwhile, or
   *     ended sending
   * @throws dev.fairlead.BusyResourceException if another task sends already
   */
  void send(ByteBuffer... buffers) throws IOException;

  /**
   * Sends all remaining bytes of the buffer, as {@link #send(ByteBuffer...)} does. A checkpoint.
   */
  default void send(ByteBuffer buffer) throws IOException {
    send(new ByteBuffer[] {buffer});
  }

  /** Sends all the bytes. A checkpoint. */
  default void send(byte[] bytes) throws IOException {
    send(ByteBuffer.wrap(bytes));
  }

  /**
   * Sends a part of a file; closes neither. A checkpoint.
   *
   * <p>Streams to which the operating system can copy by itself let it do so. One that is given up
   * half way says by {@link PartlySent} how much went out.
   *
   * @param position where in the file to begin
   * @param count how many bytes to send
   * @return how many were sent: fewer than asked for if the file ends before
   */
  default long sendFile(FileChannel file, long position, long count) throws IOException {
    return Copying.sendFile(file, position, count, this);
  }

  /**
   * This stream for code that knows {@code OutputStream}s. Closing one closes the other. It is used
   * in a task, or in a function on a worker thread.
   */
  default OutputStream asOutputStream() {
    return new SendingOutputStream(this);
  }

  /**
   * This stream for code that knows channels. Closing one closes the other. It is used in a task,
   * or in a function on a worker thread.
   */
  default WritableByteChannel asByteChannel() {
    return new SendingChannel(this);
  }
}
