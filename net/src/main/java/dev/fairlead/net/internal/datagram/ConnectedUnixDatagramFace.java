package dev.fairlead.net.internal.datagram;

import dev.fairlead.net.ConnectedUnixDatagramSocket;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.DatagramTransport.Received;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The public face of a UNIX socket for datagrams with one peer. */
public final class ConnectedUnixDatagramFace extends DatagramFace<byte[]>
    implements ConnectedUnixDatagramSocket {

  private final UnixAddress remote;

  /** Takes over a connected transport. */
  public ConnectedUnixDatagramFace(DatagramTransport transport, UnixAddress remote) {
    super(transport, "UNIX " + remote);
    this.remote = remote;
  }

  @Override
  public UnixAddress localAddress() {
    return (UnixAddress) end.transport.localAddress();
  }

  @Override
  public UnixAddress remoteAddress() {
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
    return end.trySend(ByteBuffer.wrap(data), null);
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
    end.send(data, null);
  }
}
