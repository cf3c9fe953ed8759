package dev.fairlead.file;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A disk without room, as the system has one, and one with room for a little. */
@NeedsRealThreads
@ForEveryBackend
class FullDiskTest {

  private static final Path FULL = Path.of("/dev/full");

  @Test
  void nothingFitsOnAFullDisk() throws IOException {
    try (var file = AsyncFile.open(FULL, WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(10);

      assertThrows(IOException.class, () -> file.write(bytes));
      assertThrows(IOException.class, () -> file.writeText("x"));

      assertEquals(10, bytes.remaining());
    }
    assertThrows(IOException.class, () -> AsyncPath.of(FULL).writeText("x"));
    assertThrows(IOException.class, () -> AsyncPath.of(FULL).appendBytes(new byte[1]));
  }

  @Test
  void whatFittedIsSaid() throws IOException {
    var disk = new SmallDisk(1_500_000);
    try (var file = AsyncFile.wrap(disk)) {
      ByteBuffer bytes = ByteBuffer.allocate(4_000_000);

      assertThrows(IOException.class, () -> file.write(bytes));

      assertEquals(1_500_000, bytes.position());
      assertEquals(1_500_000, file.position());
    }
  }

  @Test
  void errorsThatCloseReportsAreNotLost() {
    var sink =
        AsyncFile.wrap(
            new OutputStream() {
              @Override
              public void write(int b) {
                // Taken, and found to be too much when it is closed.
              }

              @Override
              public void close() throws IOException {
                throw new IOException("No space left on device");
              }
            });

    var failure =
        assertThrows(
            IOException.class,
            () -> {
              try (sink) {
                sink.writeText("x");
              }
            });

    assertTrue(failure.getMessage().contains("No space"));
  }

  /** Takes so many bytes and no more. */
  private static final class SmallDisk implements SeekableByteChannel {
    private final int size;
    private long position;

    SmallDisk(int size) {
      this.size = size;
    }

    @Override
    public int read(ByteBuffer target) {
      return -1;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = (int) Math.min(size - position, source.remaining());
      if (count == 0) {
        throw new IOException("No space left on device");
      }
      position += count;
      source.position(source.position() + count);
      return count;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long changed) {
      position = changed;
      return this;
    }

    @Override
    public long size() {
      return position;
    }

    @Override
    public SeekableByteChannel truncate(long changed) {
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // It has nothing to close.
    }
  }
}
