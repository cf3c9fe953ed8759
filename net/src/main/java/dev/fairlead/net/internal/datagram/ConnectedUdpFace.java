package dev.fairlead.net.internal.datagram;

import dev.fairlead.net.ConnectedUdpSocket;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.DatagramTransport.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The public face of a UDP socket with one peer. */
public final class ConnectedUdpFace extends DatagramFace<byte[]> implements ConnectedUdpSocket {

  private final InetSocketAddress remote;

  /** Takes over a connected transport. */
  public ConnectedUdpFace(DatagramTransport transport, InetSocketAddress remote) {
    super(transport, "UDP " + Addresses.format(remote));
    this.remote = remote;
  }

  @Override
  public int port() {
    return ((InetSocketAddress) localAddress()).getPort();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public byte[] receive() throws IOException {
    return end.receive().data();
  }

  @Override
  public Optional<byte[]> tryReceive() throws IOException {
    return end.tryReceive().map(Received::data);
  }

  @Override
  public boolean trySend(byte[] data) throws IOException {
    return end.trySend(demandContent(ByteBuffer.wrap(data)), null);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    int before = target.position();
    var _ = end.receive(target);
    return target.position() - before;
  }

  @Override
  public void send(byte[] data) throws IOException {
    send(ByteBuffer.wrap(data));
  }

  @Override
  public void send(ByteBuffer data) throws IOException {
    end.send(demandContent(data), null);
  }

  /** An empty datagram is none to the JDK where a socket is connected, and it does not say so. */
  private static ByteBuffer demandContent(ByteBuffer data) {
    if (!data.hasRemaining()) {
      throw new UnsupportedOperationException(
          "the JDK sends no empty datagram on a connected socket; sendTo, on a socket of"
              + " createUdpSocket, does");
    }
    return data;
  }
}
