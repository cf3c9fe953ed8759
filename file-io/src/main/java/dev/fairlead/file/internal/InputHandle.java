package dev.fairlead.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream of the JDK that is read as a file. */
public final class InputHandle implements Handle {

  private final InputStream input;

  /** Takes over a stream. */
  public InputHandle(InputStream input) {
    this.input = input;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (target.hasArray()) {
      int from = target.arrayOffset() + target.position();
      int count = input.read(target.array(), from, target.remaining());
      target.position(target.position() + Math.max(count, 0));
      return count;
    }
    var bytes = new byte[Math.min(target.remaining(), BlockingIo.PIECE)];
    int count = input.read(bytes);
    target.put(bytes, 0, Math.max(count, 0));
    return count;
  }

  @Override
  public Object wrapped() {
    return input;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
