package dev.fairlead.net.spi;

import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connection over a UNIX socket, as a driver makes it.
 *
 * {@snippet file="DriverSnippets.java" region="unix"}
 */
public interface UnixStreamTransport extends StreamTransport {

  @Override
  UnixAddress localAddress();

  @Override
  UnixAddress remoteAddress();

  /** Who is on the other side. */
  PeerCredentials peerCredentials() throws IOException;

  /**
   * Sends what remains in the buffer, with descriptors. A checkpoint; when it is cancelled, the
   * position of the buffer says how much was taken, and the descriptors have gone with its first
   * byte.
   *
   * @throws UnsupportedOperationException if this connection cannot carry them
   */
  default void sendFds(ByteBuffer message, int[] descriptors) throws IOException {
    throw new UnsupportedOperationException(
        "this connection carries no descriptors; open it with withDescriptors()");
  }

  /**
   * Waits for bytes, as {@link #receive(ByteBuffer)} does, and for the descriptors that come with
   * them; nothing is put into the buffer at the end of the stream. A checkpoint; when it is
   * cancelled, nothing was taken.
   *
   * @return the descriptors, which the caller has to close
   * @throws IOException also if there are more of them than asked for; they are closed then
   * @throws UnsupportedOperationException if this connection cannot carry them
   */
  default int[] receiveFds(ByteBuffer target, int most) throws IOException {
    throw new UnsupportedOperationException(
        "this connection carries no descriptors; open it with withDescriptors()");
  }
}
