package dev.fairlead.examples;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.file.FileReadStream;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/** A file that bytes come from; what is sent to it has nowhere to go, and is dropped. */
final class FileBytes implements ByteStream {

  private final FileReadStream file;

  FileBytes(FileReadStream file) {
    this.file = file;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return file.receive(target);
  }

  @Override
  public void send(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      buffer.position(buffer.limit());
    }
  }

  @Override
  public void sendEof() {
    // The end of an answer that nobody reads.
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
