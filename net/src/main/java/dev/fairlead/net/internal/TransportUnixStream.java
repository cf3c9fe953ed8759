package dev.fairlead.net.internal;

import dev.fairlead.net.Descriptor;
import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.ReceivedDescriptors;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.UnixSocketStream;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The public face of a transport over a UNIX socket. */
public final class TransportUnixStream extends TransportStream implements UnixSocketStream {

  private final UnixStreamTransport transport;

  /** Takes over a transport. */
  public TransportUnixStream(UnixStreamTransport transport) {
    super(transport);
    this.transport = transport;
  }

  /** Takes over a transport that a UNIX listener has accepted. */
  public static UnixSocketStream of(StreamTransport accepted) {
    return new TransportUnixStream((UnixStreamTransport) accepted);
  }

  @Override
  public UnixAddress localAddress() {
    return transport.localAddress();
  }

  @Override
  public UnixAddress remoteAddress() {
    return transport.remoteAddress();
  }

  @Override
  public PeerCredentials peerCredentials() throws IOException {
    ensureOpen("ask for the peer of");
    return transport.peerCredentials();
  }

  @Override
  public void sendFds(byte[] message, List<Descriptor> descriptors) throws IOException {
    if (message.length == 0 || descriptors.isEmpty()) {
      throw new IllegalArgumentException(
          "descriptors go with a message of at least one byte, and there must be one: "
              + message.length
              + " bytes, "
              + descriptors.size()
              + " descriptors");
    }
    int[] numbers = descriptors.stream().mapToInt(Descriptor::number).toArray();
    sending().sendBy(ByteBuffer.wrap(message), source -> transport.sendFds(source, numbers));
  }

  @Override
  public ReceivedDescriptors receiveFds(int maxBytes, int maxDescriptors) throws IOException {
    if (maxBytes < 1 || maxDescriptors < 0) {
      throw new IllegalArgumentException(
          "maxBytes must be at least 1 and maxDescriptors not negative: "
              + maxBytes
              + ", "
              + maxDescriptors);
    }
    ByteBuffer buffer = ByteBuffer.allocate(maxBytes);
    int[] numbers =
        receiving().receiveBy(buffer, target -> transport.receiveFds(target, maxDescriptors));
    return new ReceivedDescriptors(
        Arrays.copyOf(buffer.array(), buffer.position()),
        Arrays.stream(numbers).mapToObj(Descriptor::ofNumber).toList());
  }
}
