package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A byte stream of both directions whose receiving side is buffered. What is sent is passed on at
 * once.
 *
 * {@snippet file="BufferedByteStreamSnippets.java" region="upgrade"}
 */
public final class BufferedByteStream extends BufferedByteReceiveStream implements ByteStream {

  private final ByteStream stream;
  private volatile boolean released;

  /** Buffers a stream, which belongs to the new one from now on. */
  public BufferedByteStream(ByteStream stream) {
    super(stream);
    this.stream = stream;
  }

  /** As {@link #release}, for both directions. */
  public Released<ByteStream> releaseStream() {
    return new Released<>(stream, release().rest());
  }

  @Override
  public Released<ByteReceiveStream> release() {
    Released<ByteReceiveStream> given = super.release();
    released = true;
    return given;
  }

  private ByteStream stream() {
    if (released) {
      throw new ClosedResourceException("this buffered stream was released");
    }
    return stream;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    stream().send(buffers);
  }

  @Override
  public long sendFile(FileChannel file, long position, long count) throws IOException {
    return stream().sendFile(file, position, count);
  }

  @Override
  public void sendEof() throws IOException {
    stream().sendEof();
  }
}
