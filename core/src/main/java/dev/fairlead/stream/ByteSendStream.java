package dev.fairlead.stream;

import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A sink for bytes.
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

  /** Sends all the bytes. A checkpoint. */
  default void send(byte[] bytes) throws IOException {
    send(ByteBuffer.wrap(bytes));
  }
}
