package dev.fairlead.file;

import static dev.fairlead.file.Ascii.bytes;
import static dev.fairlead.file.Ascii.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.MalformedTextException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text and lines of a file, beside its bytes. */
@NeedsRealThreads
@ForEveryBackend
class FileTextTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

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
