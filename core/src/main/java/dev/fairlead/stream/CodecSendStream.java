package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A sink for items, which a codec writes into a sink of bytes.
 *
 * {@snippet file="CodecSnippets.java" region="send"}
 *
 * <p>A send that is cancelled has sent its item whole or not at all: what is left of one that was
 * begun goes out before the next one, or before the end.
 *
 * @param <T> the type of an item
 */
public final class CodecSendStream<T> implements ObjectSendStream<T> {

  private static final ByteBuffer[] NOTHING = {};

  private final ByteSendStream sink;
  private final Codec<T> codec;
  private final ResourceGuard guard = new ResourceGuard("sending to this stream of items");

  // Guarded by `guard`: one task at a time.
  private ByteBuffer[] begun = NOTHING;

  /** Writes items into a stream, which belongs to the new one from now on. */
  public CodecSendStream(ByteSendStream sink, Codec<T> codec) {
    this.sink = sink;
    this.codec = codec;
  }

  @Override
  public void send(T item) throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      ByteBuffer[] buffers = codec.write(item);
      sendRest();
      long size = ByteBuffers.remaining(buffers);
      begun = buffers;
      try {
        sendRest();
      } finally {
        if (ByteBuffers.remaining(begun) == size) {
          begun = NOTHING; // Not begun after all.
        }
      }
    }
  }

  private void sendRest() throws IOException {
    if (begun.length > 0) {
      sink.send(begun);
      begun = NOTHING;
    }
  }

  /** Sends what is left of an item that was begun. A checkpoint. */
  public void flush() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      sendRest();
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
    return "items to " + sink;
  }
}
