package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class DescriptorKindsTest {

  @TempDir Path directory;

  @Test
  void aFileOpenedForBothIsReadAndWrittenFromWhereItWas() throws IOException {
    Path path = Files.writeString(directory.resolve("both"), "0123456789");
    try (var opened = new RandomAccessFile(path.toFile(), "rw")) {
      opened.seek(4);
      try (FileChannel channel = Descriptor.of(opened.getFD()).toFileChannel()) {
        channel.write(ByteBuffer.wrap("xx".getBytes(UTF_8)));
        var rest = ByteBuffer.allocate(4);
        assertEquals(4, channel.read(rest));
        assertEquals("6789", new String(rest.array(), UTF_8));
      }
    }
    assertEquals("0123xx6789", Files.readString(path));
  }

  @Test
  void aFileOpenedForWritingIsWritten() throws IOException {
    Path path = directory.resolve("written");
    try (var opened = new FileOutputStream(path.toFile());
        FileChannel channel = Descriptor.of(opened.getFD()).toFileChannel()) {
      channel.write(ByteBuffer.wrap("x".getBytes(UTF_8)));
      assertThrows(NonReadableChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
    }
    assertEquals("x", Files.readString(path));
  }

  /** A library below deletes it to get at a channel, if it may. */
  @Test
  void theNullDeviceStaysWhatItIs() throws IOException {
    DescriptorPair.file(directory, "x").toFileChannel().close();

    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    assertTrue(Files.exists(Path.of("/dev/null")));
  }

  @Test
  void inheritedDescriptorsAreThoseForThisProcess() {
    var forThis = Map.of("LISTEN_FDS", "2", "LISTEN_PID", "77");

    assertEquals(
        List.of(3, 4), Inherited.find(forThis, 77).stream().map(Descriptor::number).toList());
    assertEquals(List.of(), Inherited.find(forThis, 78));
    assertEquals(List.of(), Inherited.find(Map.of(), 78));
    assertThrows(
        IllegalStateException.class, () -> Inherited.find(Map.of("LISTEN_FDS", "many"), 1));
  }
}
