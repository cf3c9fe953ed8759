package dev.fairlead.examples;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.ConnectedUdpSocket;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** Datagrams as a stream of bytes: each piece that is sent is one, and each that comes a piece. */
final class DatagramBytes implements ByteStream {

  /** What fits into a datagram over IPv4. */
  private static final int MAX_BYTES = 65_507;

  private final ConnectedUdpSocket socket;

  DatagramBytes(ConnectedUdpSocket socket) {
    this.socket = socket;
  }

  /** Empty datagrams carry no bytes, so they are skipped. */
  @Override
  public int receive(ByteBuffer target) throws IOException {
    int count;
    do {
      count = socket.receive(target);
    } while (count == 0);
    return count;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        ByteBuffer piece = buffer.slice().limit(Math.min(buffer.remaining(), MAX_BYTES));
        socket.send(piece);
        buffer.position(buffer.position() + piece.limit());
      }
    }
  }

  @Override
  public void sendEof() {
    // Datagrams have no end to tell; the other side hears nothing more.
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return socket.attributes();
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
