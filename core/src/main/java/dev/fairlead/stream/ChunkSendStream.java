package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** A stream of bytes that is sent in chunks: one for each buffer. */
final class ChunkSendStream implements ByteSendStream {

  private final ObjectSendStream<byte[]> sink;
  // What one task sends is one piece, however many chunks it makes.
  private final ResourceGuard sending = new ResourceGuard("sending to a stream of chunks");

  ChunkSendStream(ObjectSendStream<byte[]> sink) {
    this.sink = sink;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = sending.enter()) {
      for (ByteBuffer buffer : buffers) {
        if (buffer.hasRemaining()) {
          sendChunk(buffer);
        }
      }
    }
  }

  private void sendChunk(ByteBuffer buffer) throws IOException {
    var chunk = new byte[buffer.remaining()];
    buffer.get(buffer.position(), chunk);
    sink.send(chunk);
    buffer.position(buffer.limit());
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
