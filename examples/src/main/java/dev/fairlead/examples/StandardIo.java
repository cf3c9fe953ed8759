package dev.fairlead.examples;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.thread.ToThread;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Standard input and output as one byte stream.
 *
 * <p>A worker thread reads and writes, for a terminal or a pipe can keep a reader waiting for ever.
 * Such a thread cannot be stopped: a receive that is cancelled leaves it behind, with the input
 * that it may get. A program that ends does not mind.
 */
final class StandardIo implements ByteStream {

  private final FileInputStream in = new FileInputStream(FileDescriptor.in);
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  @Override
  public int receive(ByteBuffer target) throws IOException {
    byte[] chunk = new byte[target.remaining()]; // its own, for the thread that is left behind
    int count = ToThread.call(o -> o.withAbandon(), () -> in.read(chunk));
    if (count > 0) {
      target.put(chunk, 0, count);
    }
    return count;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      ToThread.run(o -> o.withAbandon(), () -> out.write(chunk));
    }
  }

  /** Lets who reads the output see its end. */
  @Override
  public void sendEof() throws IOException {
    out.close();
  }

  /** Leaves both as they are: the process owns them. */
  @Override
  public void close() {
    // Input that is being read could only be closed by waiting for it.
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Map.of();
  }

  @Override
  public String toString() {
    return "standard input and output";
  }
}
