package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far the system is asked to read. */
@NeedsRealThreads
@ForEveryBackend
class OpenFileTest {

  private static final int SIZE = 1_000_000;
  private static final int PIECE = 1_000;

  @TempDir private Path folder;

  private FileChannel channel;

  @BeforeEach
  void openChannel() throws IOException {
    channel = FileChannel.open(Files.write(folder.resolve("file"), new byte[SIZE]));
  }

  private OpenFile ofOwn() {
    return new OpenFile("a file", ChannelHandle.ofOwn(channel), FileCalls.DEFAULTS);
  }

  private static void read(OpenFile file) throws IOException {
    assertEquals(PIECE, file.readOn(ByteBuffer.allocate(PIECE)));
  }

  @Test
  void aStreamWhoseBuffersComeBackFullReadsAhead() throws IOException {
    try (OpenFile file = ofOwn()) {
      read(file);
      assertEquals(PIECE, channel.position());

      read(file);
      assertEquals(2 * PIECE + StreamRoom.BYTES, channel.position());
      assertEquals(2 * PIECE, file.position());

      read(file);
      assertEquals(2 * PIECE + StreamRoom.BYTES, channel.position());
    }
  }

  @Test
  void whoSeeksReadsWhatIsAskedForAtFirst() throws IOException {
    try (OpenFile file = ofOwn()) {
      read(file);
      read(file);

      assertEquals(5, file.seek(5, false, false));
      read(file);

      assertEquals(5 + PIECE, channel.position());
    }
  }

  @Test
  void whatIsLargeIsReadAsItIsAskedFor() throws IOException {
    try (OpenFile file = ofOwn()) {
      for (int i = 1; i <= 3; i++) {
        assertEquals(StreamRoom.BYTES, file.readOn(ByteBuffer.allocate(StreamRoom.BYTES)));
        assertEquals((long) i * StreamRoom.BYTES, channel.position());
      }
    }
  }

  @Test
  void aChannelThatOthersMayUseIsReadNoFurtherThanAskedFor() throws IOException {
    try (var file = new OpenFile("a file", new ChannelHandle(channel), FileCalls.DEFAULTS)) {
      read(file);
      read(file);

      assertEquals(2 * PIECE, channel.position());
    }
  }

  @Test
  void closingMakesRoomForOthers() throws IOException {
    for (int i = 0; i < 200; i++) {
      openChannel();
      try (OpenFile file = ofOwn()) {
        read(file);
        read(file);
        assertTrue(channel.position() > 2 * PIECE, "no room for stream " + i);
      }
    }
  }
}
