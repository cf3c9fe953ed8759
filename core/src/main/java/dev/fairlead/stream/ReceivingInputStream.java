package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A receive stream as an input stream. */
final class ReceivingInputStream extends InputStream {

  private final ByteReceiveStream stream;

  ReceivingInputStream(ByteReceiveStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    var single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    try {
      return JdkCall.call(() -> stream.receive(ByteBuffer.wrap(target, offset, length)));
    } catch (ClosedResourceException e) {
      throw new IOException("the stream was closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    JdkCall.run(stream::close);
  }

  @Override
  public String toString() {
    return "input of " + stream;
  }
}
