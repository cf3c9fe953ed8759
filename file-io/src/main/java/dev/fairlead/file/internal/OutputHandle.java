package dev.fairlead.file.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream of the JDK that is written as a file. */
public final class OutputHandle implements Handle {

  private final OutputStream output;

  /** Takes over a stream. */
  public OutputHandle(OutputStream output) {
    this.output = output;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    if (source.hasArray()) {
      output.write(source.array(), source.arrayOffset() + source.position(), count);
      source.position(source.limit());
    } else {
      var bytes = new byte[count];
      source.get(bytes);
      output.write(bytes);
    }
    return count;
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void force(boolean metadata) throws IOException {
    if (output instanceof FileOutputStream file) {
      file.getChannel().force(metadata);
    } else {
      Handle.super.force(metadata);
    }
  }

  @Override
  public Object wrapped() {
    return output;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
