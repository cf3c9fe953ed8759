package dev.fairlead.file;

import static dev.fairlead.file.Ascii.bytes;
import static dev.fairlead.file.Ascii.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made of what the JDK has opened, and of what is no plain file. */
@NeedsRealThreads
@ForEveryBackend
class WrappedFileTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  @Test
  void wrapsAChannel() throws IOException {
    FileChannel channel = FileChannel.open(file("0123"), READ, WRITE);
    channel.position(1);

    try (var file = AsyncFile.wrap(channel)) {
      assertSame(channel, file.wrapped());
      assertEquals("123", text(file.read()));
      assertEquals(Optional.empty(), file.path());
    }

    assertFalse(channel.isOpen());
  }

  @Test
  void wrapsStreams() throws IOException {
    var out = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(bytes("one\ntwo"));

    try (var sink = AsyncFile.wrap(out);
        var source = AsyncFile.wrap(input)) {
      assertSame(input, source.wrapped());
      assertEquals(Optional.of("one"), source.readLine());
      sink.write(source.read());
      sink.flush();
      assertThrows(UnsupportedOperationException.class, () -> source.seek(0));
      assertThrows(UnsupportedOperationException.class, () -> source.write(bytes("x")));
      assertThrows(UnsupportedOperationException.class, () -> sink.read(1));
      assertThrows(UnsupportedOperationException.class, sink::sync);
    }

    assertEquals("two", out.toString(US_ASCII));
  }

  @Test
  void fileStreamsHaveOffsetsToo() throws IOException {
    Path path = file("0123");

    try (var file = AsyncFile.wrap(new FileInputStream(path.toFile()))) {
      assertEquals("23", text(file.readAt(2, 2)));
    }
    try (var file = AsyncFile.wrap(new FileOutputStream(path.toFile()))) {
      file.write(bytes("new"));
      file.sync();
    }

    assertEquals("new", Files.readString(path));
  }

  @Test
  void filesInAnArchiveAreFiles() throws IOException {
    Path zip = folder.resolve("archive.zip");
    try (var archive =
        java.nio.file.FileSystems.newFileSystem(zip, java.util.Map.of("create", "true"))) {
      Path inside = archive.getPath("inside");

      try (var file = AsyncFile.open(inside, WRITE, CREATE)) {
        file.writeText("one\ntwo\n");
      }

      try (var file = AsyncFile.open(inside)) {
        assertEquals(Optional.of("one"), file.readLine());
        assertEquals(4, file.position());
        assertEquals("two", text(file.readAt(4, 3)));
        assertEquals(8, file.size());
      }
    }
  }
}
