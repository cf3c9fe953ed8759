package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.MalformedTextException;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class PathContentTest {

  @TempDir private Path folder;

  private AsyncPath base;

  @BeforeEach
  void makeBase() {
    base = AsyncPath.of(folder);
  }

  // ---- contents

  @Test
  void bytesThereAndBack() throws IOException {
    AsyncPath path = base.resolve("file");

    assertEquals(5, path.writeBytes(new byte[] {1, 2, 3, 4, 5}));
    assertEquals(2, path.writeBytes(new byte[] {6, 7}));
    assertEquals(1, path.appendBytes(new byte[] {8}));

    assertArrayEquals(new byte[] {6, 7, 8}, path.readBytes());
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").readBytes());
    assertThrows(NoSuchFileException.class, () -> base.resolve("no/way").writeBytes(new byte[1]));
  }

  @Test
  void textThereAndBack() throws IOException {
    AsyncPath path = base.resolve("file");

    assertEquals(6, path.writeText("a€\nb"));
    assertEquals(1, path.appendText("c"));

    assertEquals("a€\nbc", path.readText());
  }

  @Test
  void textInOtherEncodings() throws IOException {
    AsyncPath path = base.resolve("file");

    path.writeText("äö", o -> o.withCharset(ISO_8859_1));
    assertArrayEquals("äö".getBytes(ISO_8859_1), path.readBytes());
    assertEquals("äö", path.readText(o -> o.withCharset(ISO_8859_1)));
    var error = assertThrows(MalformedTextException.class, path::readText);
    assertEquals(
        path
            + ": no UTF-8 text at byte 0 of the file: E4 F6; choose the charset it is in, or have"
            + " it replaced by withMalformed",
        error.getMessage());

    path.writeText("a", o -> o.withCharset(UTF_16));
    path.appendText("b", o -> o.withCharset(UTF_16));
    assertArrayEquals(new byte[] {-2, -1, 0, 'a', 0, 'b'}, path.readBytes());
    assertEquals("ab", path.readText(o -> o.withCharset(UTF_16)));
  }

  @Test
  void aFailureOfTheSystemNamesTheFile() {
    var error = assertThrows(IOException.class, base::readBytes);

    assertEquals(base + ": Is a directory", error.getMessage());
  }

  @Test
  void lineEndsAsThePolicySays() throws IOException {
    AsyncPath path = base.resolve("file");

    assertEquals(6, path.writeText("a\nb\n", o -> o.withNewline(Newline.CRLF)));

    assertEquals("a\r\nb\r\n", path.readText());
    assertEquals("a\nb\n", path.readText(o -> o.withNewline(Newline.UNIVERSAL)));
  }

  @Test
  void linesAreAStreamThatOwnsTheFile() throws IOException {
    AsyncPath path = base.resolve("file");
    path.writeText("one\ntwo\n");
    var lines = new ArrayList<String>();

    try (var stream = path.lines()) {
      stream.forEach(lines::add);
      assertTrue(SpecialFiles.isOpen(path.asPath()));
    }

    assertEquals(List.of("one", "two"), lines);
    assertFalse(SpecialFiles.isOpen(path.asPath()));
  }

  @Test
  void anOpenedFileHasTheLimiterOfThePath() throws IOException {
    var limiter = new CapacityLimiter(2);
    AsyncPath path = base.resolve("file").withLimiter(limiter);
    path.writeText("x");

    try (var file = path.open()) {
      assertSame(limiter, file.limiter().orElseThrow());
      assertEquals("x", file.readText());
    }

    assertEquals(1, limiter.statistics().peakBorrowed());
  }

  @Test
  void openTakesOptions() throws IOException {
    base.resolve("file").writeText("abc");

    try (var file = base.resolve("file").open(o -> o.withCharset(ISO_8859_1), WRITE)) {
      file.writeText("ä");
    }

    assertArrayEquals(new byte[] {(byte) 0xE4, 'b', 'c'}, base.resolve("file").readBytes());
  }
}
