package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** Chunks of bytes as one stream of bytes. */
final class ChunkReceiveStream implements ByteReceiveStream {

  private final ObjectReceiveStream<byte[]> source;
  private final ResourceGuard receiving = new ResourceGuard("receiving from a stream of chunks");
  private ByteBuffer rest = ByteBuffer.allocate(0); // of the last chunk; the task that receives
  private volatile boolean closed;

  ChunkReceiveStream(ObjectReceiveStream<byte[]> source) {
    this.source = source;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    Checkpoints.checkpoint();
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    try (Permit _ = receiving.enter()) {
      ensureOpen();
      while (!rest.hasRemaining()) {
        rest = ByteBuffer.wrap(source.receive());
      }
      int count = Math.min(rest.remaining(), target.remaining());
      target.put(target.position(), rest, rest.position(), count);
      target.position(target.position() + count);
      rest.position(rest.position() + count);
      return count;
    } catch (EndOfStreamException e) {
      return -1;
    }
  }

  /** The source would not be asked as long as there is a rest. */
  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("receive() on a stream of chunks that was closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    source.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    closed = true;
    source.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return source.attributes();
  }

  @Override
  public String toString() {
    return "bytes of " + source;
  }
}
