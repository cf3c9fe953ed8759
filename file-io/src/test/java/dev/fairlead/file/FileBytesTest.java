package dev.fairlead.file;

import static dev.fairlead.file.Ascii.bytes;
import static dev.fairlead.file.Ascii.text;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing bytes, and the position at which that happens. */
@NeedsRealThreads
@ForEveryBackend
class FileBytesTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

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
  void whatAFileWasNotOpenedForIsAnErrorThatSaysHowToOpenIt() throws IOException {
    Path path = file("text");

    try (var reading = AsyncFile.open(path);
        var writing = AsyncFile.open(path, WRITE)) {
      for (Executable wrong :
          List.<Executable>of(
              () -> reading.write(bytes("x")),
              () -> reading.writeAt(0, bytes("x")),
              () -> reading.truncate(1),
              () -> reading.lock())) {
        assertSays("open it with StandardOpenOption.WRITE", path, wrong);
      }
      for (Executable wrong :
          List.<Executable>of(
              () -> writing.read(),
              () -> writing.readAt(0, 1),
              () -> writing.readLine(),
              () -> writing.lock(o -> o.withShared()))) {
        assertSays("open it with StandardOpenOption.READ", path, wrong);
      }
    }
    assertEquals("text", Files.readString(path));
  }

  private static void assertSays(String words, Path path, Executable wrong) {
    var error = assertThrows(IllegalStateException.class, wrong);
    assertTrue(error.getMessage().contains(words), error::getMessage);
    assertTrue(error.getMessage().contains(path.toString()), error::getMessage);
  }

  @Test
  void asManyBytesAsThereCanBeAreReadAtAnOffset() throws IOException {
    var much = new byte[300_000];
    new Random(1).nextBytes(much);
    Path path = Files.write(file(""), much);

    try (var file = AsyncFile.open(path);
        var odd = AsyncFile.open(Path.of("/proc/self/status"))) {
      assertArrayEquals(much, file.readAt(0, Integer.MAX_VALUE));
      assertArrayEquals(
          Arrays.copyOfRange(much, 1, 200_001), file.readAt(1, 200_000), "not as many");
      assertEquals(0, file.readAt(300_000, Integer.MAX_VALUE).length);
      assertTrue(text(odd.readAt(0, 1 << 20)).startsWith("Name:"));
    }
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
  void aPositionThatIsNoNumberAnyMoreIsRefused() throws IOException {
    try (var file = AsyncFile.open(file("0123456789"))) {
      var error =
          assertThrows(IllegalArgumentException.class, () -> file.seek(Long.MAX_VALUE, Whence.END));

      assertEquals(
          "a position must be at most 9223372036854775807: 10 and 9223372036854775807 are more",
          error.getMessage());
      assertEquals(0, file.position());
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
}
