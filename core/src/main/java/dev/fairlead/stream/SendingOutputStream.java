package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A send stream as an output stream. Nothing is held back, so there is nothing to flush. */
final class SendingOutputStream extends OutputStream {

  private final ByteSendStream stream;

  SendingOutputStream(ByteSendStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    try {
      JdkCall.run(() -> stream.send(ByteBuffer.wrap(source, offset, length)));
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
    return "output of " + stream;
  }
}
