package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** A stream of bytes that is sent in chunks: one for each buffer. */
final class ChunkSendStream implements ByteSendStream {

  private final ObjectSendStream<byte[]> sink;

  ChunkSendStream(ObjectSendStream<byte[]> sink) {
    this.sink = sink;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    Checkpoints.checkpoint();
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        var chunk = new byte[buffer.remaining()];
        buffer.get(buffer.position(), chunk);
        sink.send(chunk);
        buffer.position(buffer.limit());
      }
    }
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    sink.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return sink.attributes();
  }

  @Override
  public String toString() {
    return "bytes into " + sink;
  }
}
