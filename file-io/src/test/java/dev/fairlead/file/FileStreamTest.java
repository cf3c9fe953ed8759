package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class FileStreamTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  @Test
  void receivesTheFileInPieces() throws IOException {
    try (var stream = FileReadStream.open(file("0123456789"))) {
      assertEquals("0123", new String(stream.receive(4), US_ASCII));
      assertEquals("456789", new String(stream.receive(), US_ASCII));
      assertThrows(EndOfStreamException.class, stream::receive);
      assertEquals(-1, stream.receive(ByteBuffer.allocate(1)));
      assertThrows(IllegalArgumentException.class, () -> stream.receive(0));
      assertThrows(IllegalArgumentException.class, () -> stream.receive(ByteBuffer.allocate(0)));
    }
  }

  @Test
  void goesOnWhenTheFileHasGrown() throws IOException {
    Path path = file("one");
    try (var stream = FileReadStream.open(path)) {
      stream.receive();
      assertThrows(EndOfStreamException.class, stream::receive);

      Files.writeString(path, "two", APPEND);

      assertEquals("two", new String(stream.receive(), US_ASCII));
    }
  }

  @Test
  void seeks() throws IOException {
    try (var stream = FileReadStream.open(file("0123456789"))) {
      assertEquals(3, stream.seek(3));
      assertEquals(3, stream.position());
      assertEquals("3", new String(stream.receive(1), US_ASCII));
      assertEquals(8, stream.seek(-2, Whence.END));
      assertEquals("89", new String(stream.receive(), US_ASCII));
    }
  }

  @Test
  void sendReplacesTheFile() throws IOException {
    Path path = file("old and longer");
    try (var stream = FileWriteStream.open(path)) {
      stream.send("new".getBytes(US_ASCII));
      stream.send(ByteBuffer.wrap(new byte[] {'e'}), ByteBuffer.wrap(new byte[] {'r'}));
      stream.flush();
      stream.sync();
    }

    assertEquals("newer", Files.readString(path));
  }

  @Test
  void sendAppendsOnRequest() throws IOException {
    Path path = file("old");
    try (var stream = FileWriteStream.append(path)) {
      stream.send("+new".getBytes(US_ASCII));
    }

    assertEquals("old+new", Files.readString(path));
  }

  @Test
  void closedStreamsSaySo() throws IOException {
    var source = FileReadStream.open(file("x"));
    var sink = FileWriteStream.append(file("x"));

    source.close();
    source.close();
    sink.close();

    assertThrows(ClosedResourceException.class, source::receive);
    assertThrows(ClosedResourceException.class, () -> source.seek(0));
    assertThrows(ClosedResourceException.class, () -> sink.send(new byte[1]));
    assertThrows(ClosedResourceException.class, sink::sync);
  }

  private static final class BadSector extends java.io.InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("bad sector");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new IOException("bad sector");
    }
  }

  @Test
  void whatTheSystemRefusesIsTheCause() throws IOException {
    var failing = AsyncFile.wrap(new BadSector());
    try (var source = new FileReadStream(failing);
        var sink =
            new FileWriteStream(
                AsyncFile.open(Path.of("/dev/full"), java.nio.file.StandardOpenOption.WRITE))) {
      var read = assertThrows(BrokenResourceException.class, source::receive);
      var written = assertThrows(BrokenResourceException.class, () -> sink.send(new byte[1]));

      assertTrue(read.getCause().getMessage().endsWith(": bad sector"));
      assertEquals("file /dev/full: No space left on device", written.getCause().getMessage());
    }
    assertThrows(NoSuchFileException.class, () -> FileReadStream.open(folder.resolve("missing")));
    assertThrows(NoSuchFileException.class, () -> FileWriteStream.open(folder.resolve("no/way")));
  }

  @Test
  void attributesNameTheFile() throws IOException {
    Path path = file("x");
    try (var source = FileReadStream.open(path);
        var sink = FileWriteStream.append(path)) {
      assertEquals(path, source.attribute(FileStreamAttribute.PATH));
      assertEquals(path, sink.attribute(FileStreamAttribute.PATH));
      assertTrue(source.attribute(FileStreamAttribute.CHANNEL).isOpen());
      assertSame(
          source.attribute(FileStreamAttribute.FILE), source.attribute(FileStreamAttribute.FILE));
      assertEquals(path, new BufferedByteReceiveStream(source).attribute(FileStreamAttribute.PATH));
    }
    var wrapped = new FileReadStream(AsyncFile.wrap(new ByteArrayInputStream(new byte[0])));
    assertTrue(wrapped.findAttribute(FileStreamAttribute.PATH).isEmpty());
    assertThrows(
        dev.fairlead.attribute.AttributeNotFoundException.class,
        () -> wrapped.attribute(FileStreamAttribute.CHANNEL));
  }

  @Test
  void plugsIntoPlainJava() throws IOException {
    Path path = folder.resolve("file");
    try (var output = FileWriteStream.open(path).asOutputStream()) {
      output.write("plain".getBytes(US_ASCII));
    }
    try (var input = FileReadStream.open(path).asInputStream()) {
      assertEquals("plain", new String(input.readAllBytes(), US_ASCII));
    }
    assertFalse(SpecialFiles.isOpen(path));
  }
}
