package dev.fairlead.examples;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.file.FileWriteStream;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** A file that takes bytes; none come from it. */
final class FileTarget implements ByteStream {

  private final FileWriteStream file;

  FileTarget(FileWriteStream file) {
    this.file = file;
  }

  @Override
  public int receive(ByteBuffer target) {
    return -1;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    file.send(buffers);
  }

  @Override
  public void sendEof() {
    // The end of a file is where its last byte is.
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return file.attributes();
  }
}
