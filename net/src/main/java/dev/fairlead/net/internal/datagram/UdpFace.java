package dev.fairlead.net.internal.datagram;

import dev.fairlead.net.Datagram;
import dev.fairlead.net.Membership;
import dev.fairlead.net.UdpSocket;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.DatagramTransport.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public face of a UDP socket without a peer. */
public final class UdpFace extends DatagramFace<Datagram> implements UdpSocket {

  private final Lookup lookup;

  /** Finds an address of a name. */
  @FunctionalInterface
  public interface Lookup {
    /** Finds one that this socket can send to. */
    InetAddress find(String host) throws IOException;
  }

  /** Takes over a transport. */
  public UdpFace(DatagramTransport transport, Lookup lookup) {
    super(transport, "UDP " + Addresses.format((InetSocketAddress) transport.localAddress()));
    this.lookup = lookup;
  }

  @Override
  public int port() {
    return ((InetSocketAddress) localAddress()).getPort();
  }

  @Override
  public Datagram receive() throws IOException {
    return datagram(end.receive());
  }

  @Override
  public Optional<Datagram> tryReceive() throws IOException {
    return end.tryReceive().map(UdpFace::datagram);
  }

  private static Datagram datagram(Received received) {
    return new Datagram(received.data(), inet(received.sender()));
  }

  @Override
  public InetSocketAddress receive(ByteBuffer target) throws IOException {
    return inet(end.receive(target));
  }

  private static InetSocketAddress inet(@Nullable SocketAddress sender) {
    if (sender instanceof InetSocketAddress inet) {
      return inet;
    }
    throw new AssertionError("a UDP datagram from " + sender);
  }

  @Override
  public void send(Datagram datagram) throws IOException {
    sendTo(datagram.data(), datagram.address());
  }

  @Override
  public boolean trySend(Datagram datagram) throws IOException {
    if (datagram.address().isUnresolved()) {
      throw new IllegalArgumentException(
          "to look up " + datagram.address().getHostString() + " takes time; see Net.resolve()");
    }
    return end.trySend(ByteBuffer.wrap(datagram.data()), datagram.address());
  }

  @Override
  public void sendTo(ByteBuffer data, InetSocketAddress receiver) throws IOException {
    if (receiver.isUnresolved()) {
      sendTo(
          data, new InetSocketAddress(lookup.find(receiver.getHostString()), receiver.getPort()));
    } else {
      end.send(data, receiver);
    }
  }

  @Override
  public void sendTo(byte[] data, String host, int port) throws IOException {
    sendTo(ByteBuffer.wrap(data), new InetSocketAddress(lookup.find(host), port));
  }

  @Override
  public Membership join(InetAddress group, NetworkInterface through) throws IOException {
    end.ensureOpen("join a group with ");
    return end.transport.join(group, through, Optional.empty());
  }

  @Override
  public Membership join(InetAddress group, NetworkInterface through, InetAddress source)
      throws IOException {
    end.ensureOpen("join a group with ");
    return end.transport.join(group, through, Optional.of(source));
  }
}
