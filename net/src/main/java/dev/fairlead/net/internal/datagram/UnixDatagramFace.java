package dev.fairlead.net.internal.datagram;

import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.UnixDatagram;
import dev.fairlead.net.UnixDatagramSocket;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.DatagramTransport.Received;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public face of a UNIX socket for datagrams without a peer. */
public final class UnixDatagramFace extends DatagramFace<UnixDatagram>
    implements UnixDatagramSocket {

  /** Takes over a transport. */
  public UnixDatagramFace(DatagramTransport transport) {
    super(transport, "UNIX " + transport.localAddress());
  }

  @Override
  public UnixAddress localAddress() {
    return (UnixAddress) end.transport.localAddress();
  }

  @Override
  public UnixDatagram receive() throws IOException {
    return datagram(end.receive());
  }

  @Override
  public Optional<UnixDatagram> tryReceive() throws IOException {
    return end.tryReceive().map(UnixDatagramFace::datagram);
  }

  private static UnixDatagram datagram(Received received) {
    return new UnixDatagram(received.data(), unix(received.sender()));
  }

  @Override
  public UnixAddress receive(ByteBuffer target) throws IOException {
    return unix(end.receive(target));
  }

  private static UnixAddress unix(@Nullable SocketAddress sender) {
    return sender == null ? UnixAddress.UNNAMED : (UnixAddress) sender;
  }

  @Override
  public void send(UnixDatagram datagram) throws IOException {
    sendTo(datagram.data(), datagram.address());
  }

  @Override
  public boolean trySend(UnixDatagram datagram) throws IOException {
    checkNamed(datagram.address());
    return end.trySend(ByteBuffer.wrap(datagram.data()), datagram.address());
  }

  @Override
  public void sendTo(ByteBuffer data, UnixAddress receiver) throws IOException {
    checkNamed(receiver);
    end.send(data, receiver);
  }

  private static void checkNamed(UnixAddress receiver) {
    if (receiver.isUnnamed()) {
      throw new IllegalArgumentException(
          "a receiver without an address cannot be sent to; senders that want answers are bound");
    }
  }
}
