package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are only read are answered from memory where that works; nobody can tell. */
@NeedsRealThreads
@ForEveryBackend
class ReadOnlyFileTest {

  private static final int SIZE = 200_000;

  @TempDir private Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file"), content);
  }

  @Test
  void everyWayOfReadingGivesWhatIsThere() throws IOException {
    var random = new Random(7);
    var content = new byte[SIZE];
    random.nextBytes(content);

    try (var file = AsyncFile.open(file(content))) {
      for (int i = 0; i < 300; i++) {
        int offset = random.nextInt(SIZE + 10);
        int count = random.nextInt(100_000);
        byte[] wanted =
            Arrays.copyOfRange(content, Math.min(offset, SIZE), Math.min(offset + count, SIZE));
        assertArrayEquals(wanted, file.readAt(offset, count));
        assertArrayEquals(wanted, readFullyAt(file, offset, count));
        file.seek(offset);
        assertArrayEquals(wanted, i % 2 == 0 ? file.read(count) : readFully(file, count));
        assertEquals(offset + wanted.length, file.position());
      }
    }
  }

  private static byte[] readFullyAt(AsyncFile file, int offset, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    assertEquals(Math.max(file.readAt(offset, target), 0), target.position());
    return Arrays.copyOf(target.array(), target.position());
  }

  private static byte[] readFully(AsyncFile file, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocateDirect(count);
    assertEquals(Math.max(file.readFully(target), 0), target.position());
    var bytes = new byte[target.flip().remaining()];
    target.get(bytes);
    return bytes;
  }

  @Test
  void piecesAddUpToTheFile() throws IOException {
    var content = new byte[SIZE];
    new Random(8).nextBytes(content);
    ByteBuffer all = ByteBuffer.allocate(SIZE);

    try (var file = AsyncFile.open(file(content))) {
      ByteBuffer one = ByteBuffer.allocate(1_000);
      ByteBuffer two = ByteBuffer.allocate(777);
      while (file.read(one.clear(), two.clear()) >= 0) {
        all.put(one.flip()).put(two.flip());
      }
    }

    assertArrayEquals(content, all.array());
  }

  @Test
  void textInTwoByteUnitsIsReadLineByLine() throws IOException {
    Path path = Files.writeString(folder.resolve("text"), "ä\n".repeat(50_000), UTF_16);

    try (var file = AsyncFile.open(path, o -> o.withCharset(UTF_16))) {
      assertEquals(Optional.of("ä"), file.readLine());
      file.seek(0);
      assertEquals(50_000, file.readLines().size());
      file.seek(0);
      assertEquals("ä\nä", file.readText(3));
    }
  }

  @Test
  void changesAreSeenAndAReplacedFileStays() throws IOException {
    Path path = file("old".getBytes(US_ASCII));
    Path next = Files.writeString(folder.resolve("next"), "another");

    try (var file = AsyncFile.open(path)) {
      assertArrayEquals("old".getBytes(US_ASCII), file.read(3));
      Files.writeString(path, "new and longer");
      assertEquals(" and longer", file.readText());
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      assertArrayEquals("new".getBytes(US_ASCII), file.readAt(0, 3));
      assertThrows(IllegalStateException.class, () -> file.write(new byte[1]));
    }
  }

  @Test
  void itsOwnLimiterSeesEveryRead() throws Exception {
    var limiter = new CapacityLimiter(1);
    try (var file = AsyncFile.open(file(new byte[10]), o -> o.withLimiter(limiter))) {
      limiter.setTotalTokens(0);

      FileWaits.assertCancelledWhileWaitingFor("a token", () -> file.read(1));
      FileWaits.assertCancelledWhileWaitingFor("a token", () -> file.readAt(0, 1));

      limiter.setTotalTokens(1);
      assertEquals(0, file.position());
    }
  }

  @Test
  void aCancelledReadHasReadNothing() throws Exception {
    try (var file = AsyncFile.open(file("one\ntwo\n".getBytes(US_ASCII)))) {
      List<Waits.Wait> reads =
          List.of(
              file::read,
              () -> file.read(1),
              () -> file.read(ByteBuffer.allocate(1)),
              () -> file.readFully(ByteBuffer.allocate(1)),
              () -> file.readAt(0, 1),
              () -> file.readAt(0, ByteBuffer.allocate(1)),
              file::readLine,
              () -> file.readText(1));

      for (Waits.Wait read : reads) {
        Waits.assertCancelledBefore(read);
      }

      assertEquals(0, file.position());
      assertEquals(Optional.of("one"), file.readLine());
    }
  }

  @Test
  void whoReadsAllTheTimeLetsOthersRun() throws Exception {
    try (var file = AsyncFile.open(file(new byte[SIZE]))) {
      var othersRan = new AtomicBoolean();
      TaskGroup.run(group -> {
        group.startSoon(() -> othersRan.set(true));
        while (!othersRan.get()) {
          assertEquals(4_096, file.readAt(0, 4_096).length);
        }
      });
    }
  }

  @Test
  void nothingIsReadAfterClosing() throws IOException {
    Path path = file(new byte[10]);
    var file = AsyncFile.open(path);
    file.close();

    assertThrows(ClosedResourceException.class, () -> file.read(1));
    assertThrows(ClosedResourceException.class, () -> file.readAt(0, 1));
    assertThrows(ClosedResourceException.class, () -> file.readAt(0, ByteBuffer.allocate(1)));
    assertFalse(SpecialFiles.isOpen(path));
  }

  @Test
  void whatIsWrittenAtAnOffsetIsReadAlsoWhereItHadBeenReadAhead() throws IOException {
    try (var file = AsyncFile.open(file("one\ntwo\nsix\n".getBytes(US_ASCII)), READ, WRITE)) {
      assertEquals(Optional.of("one"), file.readLine());

      file.writeAt(4, "TWO".getBytes(US_ASCII));

      assertEquals(Optional.of("TWO"), file.readLine());
      assertEquals(Optional.of("six"), file.readLine());
    }
  }
}
