package dev.fairlead.file;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ObjectReceiveStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** The lines of a file. */
final class FileLines implements ObjectReceiveStream<String> {

  private final AsyncFile file;
  private final boolean owner;

  FileLines(AsyncFile file, boolean owner) {
    this.file = file;
    this.owner = owner;
  }

  @Override
  public String receive() throws IOException {
    return file.readLine().orElseThrow(EndOfStreamException::new);
  }

  @Override
  public void close() throws IOException {
    if (owner) {
      file.close();
    }
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return file.attributes();
  }

  @Override
  public String toString() {
    return "lines of " + file;
  }
}
