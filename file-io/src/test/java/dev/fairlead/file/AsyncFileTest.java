package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class AsyncFileTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }

  // ---- opening

  @Test
  void openSaysWhatTheSystemSays() {
    assertThrows(NoSuchFileException.class, () -> AsyncFile.open(folder.resolve("missing")));
    assertThrows(IOException.class, () -> AsyncFile.open(folder, WRITE));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> AsyncFile.open(file("there"), CREATE_NEW, WRITE).close());
    assertThrows(
        IllegalArgumentException.class, () -> AsyncFile.open(file("both"), READ, APPEND).close());
  }

  @Test
  void aCreatedFileHasThePermissionsOfTheOptions() throws IOException {
    Path path = folder.resolve("secret");

    AsyncFile.open(
            path,
            o -> o.withPermissions(PosixFilePermissions.fromString("rw-------")),
            CREATE,
            WRITE)
        .close();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void theLimiterIsUsedForOpeningAndForEverythingLater() throws IOException {
    var limiter = new CapacityLimiter(1);

    try (var file = AsyncFile.open(file("abc"), o -> o.withLimiter(limiter))) {
      file.read();
      file.size();

      assertEquals(Optional.of(limiter), file.limiter());
    }

    assertEquals(1, limiter.statistics().peakBorrowed());
    assertEquals(0, limiter.statistics().borrowedTokens());
  }

  // ---- bytes

  @Test
  void readsEverythingOrSoManyBytes() throws IOException {
    try (var file = AsyncFile.open(file("hello world"))) {
      assertEquals("hello", text(file.read(5)));
      assertEquals("", text(file.read(0)));
      assertEquals(" world", text(file.read()));
      assertEquals("", text(file.read()));
      assertEquals("", text(file.read(7)));
      assertThrows(IllegalArgumentException.class, () -> file.read(-1));
    }
  }

  @Test
  void readsIntoBuffers() throws IOException {
    try (var file = AsyncFile.open(file("0123456789"))) {
      ByteBuffer one = ByteBuffer.allocate(4);
      ByteBuffer two = ByteBuffer.allocateDirect(3);

      assertEquals(7, file.read(one, two));
      assertEquals(3, file.readFully(ByteBuffer.allocate(10)));
      assertEquals(-1, file.readFully(ByteBuffer.allocate(10)));
      assertEquals(-1, file.read(ByteBuffer.allocate(10)));

      assertEquals("0123", text(one.array()));
      assertEquals('6', two.get(2));
    }
  }

  @Test
  void filesThatSayTheyAreEmptyAreReadAllTheSame() throws IOException {
    try (var file = AsyncFile.open(Path.of("/proc/self/status"))) {
      assertTrue(text(file.read()).startsWith("Name:"));
    }
  }

  @Test
  void largeContentsSurviveTheRoundTrip() throws IOException {
    var content = new byte[3_333_333];
    new Random(5).nextBytes(content);
    Path path = folder.resolve("large");

    try (var file = AsyncFile.open(path, READ, WRITE, CREATE)) {
      assertEquals(content.length, file.write(content));
      file.seek(0);
      assertArrayEquals(content, file.read());
      assertArrayEquals(Arrays.copyOfRange(content, 5, 2_000_005), file.readAt(5, 2_000_000));
    }
  }

  @Test
  void writesEverythingInOrder() throws IOException {
    Path path = folder.resolve("new");

    try (var file = AsyncFile.open(path, WRITE, CREATE)) {
      long count = file.write(ByteBuffer.wrap(bytes("one")), ByteBuffer.allocate(0), direct("two"));

      assertEquals(6, count);
      assertEquals(6, file.position());
    }

    assertEquals("onetwo", Files.readString(path));
  }

  private static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(bytes(text)).flip();
  }

  @Test
  void appendingWritesAtTheEndWhereverThatIs() throws IOException {
    Path path = file("start");

    try (var file = AsyncFile.open(path, APPEND)) {
      Files.writeString(path, "+somebody else", APPEND);
      file.write(bytes("+end"));
    }

    assertEquals("start+somebody else+end", Files.readString(path));
  }

  @Test
  void aFileThatIsAppendedToIsFilledUpToItsSizeToo() throws IOException {
    Path path = file("start");

    try (var file = AsyncFile.open(path, APPEND)) {
      assertEquals(200_000, file.truncate(200_000));
      assertEquals(200_000, file.size());
      file.write(bytes("+end"));
    }

    assertEquals("start" + "\0".repeat(199_995) + "+end", Files.readString(path));
  }

  @Test
  void offsetsLeaveThePositionAlone() throws IOException {
    try (var file = AsyncFile.open(file("0123456789"), READ, WRITE)) {
      file.seek(2);

      assertEquals("78", text(file.readAt(7, 2)));
      assertEquals("9", text(file.readAt(9, 5)));
      assertEquals("", text(file.readAt(99, 5)));
      assertEquals(2, file.readAt(0, ByteBuffer.allocate(2)));
      assertEquals(3, file.writeAt(5, bytes("abc")));

      assertEquals(2, file.position());
      assertEquals("234abc89", text(file.read()));
      assertThrows(IllegalArgumentException.class, () -> file.readAt(-1, 1));
    }
  }

  // ---- position and size

  @Test
  void seeksFromTheStartThePositionAndTheEnd() throws IOException {
    try (var file = AsyncFile.open(file("0123456789"))) {
      assertEquals(4, file.seek(4));
      assertEquals(6, file.seek(2, Whence.POSITION));
      assertEquals(7, file.seek(-3, Whence.END));
      assertEquals("789", text(file.read()));
      assertEquals(20, file.seek(10, Whence.END));
      assertEquals("", text(file.read()));
      assertThrows(IllegalArgumentException.class, () -> file.seek(-11, Whence.END));
      assertEquals(20, file.position());
    }
  }

  @Test
  void truncatesAndFillsUp() throws IOException {
    Path path = file("0123456789");

    try (var file = AsyncFile.open(path, READ, WRITE)) {
      assertEquals(8, file.truncate(8));
      file.seek(3);
      assertEquals(3, file.truncate());
      assertEquals(5, file.truncate(5));
      assertEquals(5, file.size());
      assertThrows(IllegalArgumentException.class, () -> file.truncate(-1));
    }

    assertEquals("012\0\0", Files.readString(path));
  }

  @Test
  void syncsAndFlushes() throws IOException {
    try (var file = AsyncFile.open(file("x"), WRITE)) {
      file.write(bytes("y"));
      file.flush();
      file.syncData();
      file.sync();

      assertEquals(1, file.size());
    }
  }

  // ---- wrapping

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

  // ---- closing

  @Test
  void nothingWorksAfterClosing() throws IOException {
    var file = AsyncFile.open(file("abc"), READ, WRITE);
    assertTrue(file.isOpen());

    file.close();
    file.close();

    assertFalse(file.isOpen());
    assertThrows(ClosedResourceException.class, () -> file.read(1));
    assertThrows(ClosedResourceException.class, () -> file.readAt(0, 1));
    assertThrows(ClosedResourceException.class, () -> file.write(bytes("x")));
    assertThrows(ClosedResourceException.class, file::readLine);
    assertThrows(ClosedResourceException.class, file::size);
    assertThrows(ClosedResourceException.class, file::lock);
  }

  @Test
  void errorsOfClosingAreReported() {
    var failing =
        AsyncFile.wrap(
            new ByteArrayOutputStream() {
              @Override
              public void close() throws IOException {
                throw new IOException("not everything was written");
              }
            });

    assertThrows(IOException.class, failing::close);
    assertFalse(failing.isOpen());
  }

  @Test
  void anyThreadMayCloseIt() throws Exception {
    Path path = file("abc");
    var file = AsyncFile.open(path);

    dev.fairlead.thread.ToThread.run(file::close);

    assertFalse(file.isOpen());
    assertFalse(SpecialFiles.isOpen(path));
  }

  @Test
  void tasksTakeTurnsAtThePosition() throws IOException {
    Path path = folder.resolve("log");
    try (var file = AsyncFile.open(path, WRITE, CREATE)) {
      dev.fairlead.TaskGroup.run(group -> {
        for (int task = 0; task < 8; task++) {
          String record = String.valueOf(task).repeat(99) + "\n";
          group.startSoon(() -> {
            for (int i = 0; i < 20; i++) {
              file.write(
                  ByteBuffer.wrap(bytes(record.substring(0, 40))), direct(record.substring(40)));
            }
          });
        }
      });
    }

    java.util.List<String> records = Files.readAllLines(path);
    assertEquals(160, records.size());
    assertTrue(records.stream().allMatch(record -> record.chars().distinct().count() == 1));
  }

  @Test
  void itSaysWhatItIs() throws IOException {
    Path path = file("abc");

    try (var file = AsyncFile.open(path)) {
      assertSame(file, file.attribute(FileStreamAttribute.FILE));
      assertEquals(path, file.attribute(FileStreamAttribute.PATH));
      assertTrue(file.attribute(FileStreamAttribute.CHANNEL).isOpen());
      assertEquals("file " + path, file.toString());
    }
  }

  @Test
  void itNeedsATask() throws Exception {
    Path path = file("abc");

    Waits.assertNeedsATask(() -> AsyncFile.open(path));
  }

  // ---- text

  @Test
  void textAndBytesShareThePosition() throws IOException {
    try (var file = AsyncFile.open(file("one\ntwo\nthree\nfour"), READ, WRITE)) {
      assertEquals(Optional.of("one"), file.readLine());
      assertEquals(4, file.position());
      assertEquals("tw", text(file.read(2)));
      assertEquals("o\nth", file.readText(4));
      file.write(bytes("REE"));

      assertEquals(13, file.position());
      assertEquals("\nfour", file.readText());
      file.seek(0);
      assertEquals("one\ntwo\nthREE\nfour", file.readText());
    }
  }

  @Test
  void charactersAreNeverCutInHalf() throws IOException {
    Path path = folder.resolve("unicode");
    Files.writeString(path, "aä€😀b");

    try (var file = AsyncFile.open(path)) {
      assertEquals("aä", file.readText(2));
      assertEquals("€", file.readText(1));
      assertEquals("😀", file.readText(1));
      assertEquals(10, file.position());
      assertEquals("b", file.readText(99));
      assertEquals("", file.readText(99));
    }
  }

  @Test
  void writtenTextIsEncoded() throws IOException {
    Path path = folder.resolve("latin");

    try (var file =
        AsyncFile.open(
            path,
            o -> o.withCharset(java.nio.charset.StandardCharsets.ISO_8859_1),
            WRITE,
            CREATE)) {
      assertEquals(2, file.writeText("äö"));
      assertEquals(4, file.writeLines(java.util.List.of("ü", "x")));
      var error = assertThrows(MalformedTextException.class, () -> file.writeText("€"));
      assertTrue(error.getMessage().startsWith("file " + path + ": character 0, U+20AC, "));
    }

    assertArrayEquals(
        "äöü\nx\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        Files.readAllBytes(path));
  }

  @Test
  void linesAreAStreamAndALoop() throws IOException {
    var seen = new StringBuilder();
    try (var file = AsyncFile.open(file("one\ntwo\nthree"))) {
      for (String line : file.lines()) {
        seen.append(line).append('|');
      }

      assertEquals("one|two|three|", seen.toString());
      assertThrows(dev.fairlead.EndOfStreamException.class, () -> file.lines().receive());
      assertTrue(file.isOpen());
    }
  }

  @Test
  void aFileThatGrewIsReadOn() throws IOException {
    Path path = file("one\n");
    try (var file = AsyncFile.open(path)) {
      assertEquals(Optional.of("one"), file.readLine());
      assertEquals(Optional.empty(), file.readLine());

      Files.writeString(path, "two", APPEND);

      assertEquals(Optional.of("two"), file.readLine());
    }
  }

  @Test
  void aByteOrderMarkDecides() throws IOException {
    Path path = folder.resolve("utf16");
    Files.write(path, "\uFEFFone\ntwo\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));

    try (var file =
        AsyncFile.open(path, o -> o.withCharset(java.nio.charset.StandardCharsets.UTF_16))) {
      assertEquals(Optional.of("one"), file.readLine());
      assertEquals("two\n", file.readText());
      file.seek(0);
      assertEquals(java.util.List.of("one", "two"), file.readLines());
    }
  }

  @Test
  void aByteOrderMarkIsWrittenOnceAtTheStart() throws IOException {
    Path path = folder.resolve("utf16");

    try (var file =
        AsyncFile.open(
            path, o -> o.withCharset(java.nio.charset.StandardCharsets.UTF_16), WRITE, CREATE)) {
      file.writeText("a");
      file.writeText("b");
    }

    assertArrayEquals(new byte[] {-2, -1, 0, 'a', 0, 'b'}, Files.readAllBytes(path));
  }

  @Test
  void malformedTextIsAnErrorBehindWhatIsBeforeIt() throws IOException {
    Path path = Files.write(folder.resolve("bad"), new byte[] {'a', 'b', (byte) 0xFF, 'c'});

    try (var file = AsyncFile.open(path)) {
      assertEquals("ab", file.readText(10));
      var error = assertThrows(MalformedTextException.class, () -> file.readText(10));
      assertTrue(error.getMessage().contains("byte 0 of what is left: FF 63"), error.getMessage());
      assertEquals("c", file.readText(10));
    }
    try (var file =
        AsyncFile.open(path, o -> o.withMalformed(java.nio.charset.CodingErrorAction.REPLACE))) {
      assertEquals("ab\uFFFDc", file.readText());
    }
  }

  @Test
  void aLineThatIsTooLongIsAnError() throws IOException {
    try (var file =
        AsyncFile.open(file("short\n" + "x".repeat(200)), o -> o.withMaxLineBytes(100))) {
      assertEquals(Optional.of("short"), file.readLine());
      assertThrows(dev.fairlead.DelimiterNotFoundException.class, file::readLine);
      assertEquals(200, file.readText().length());
    }
    assertThrows(IllegalArgumentException.class, () -> FileOptions.defaults().withMaxLineBytes(1));
    assertEquals(UTF_8, FileOptions.defaults().charset());
  }
}
