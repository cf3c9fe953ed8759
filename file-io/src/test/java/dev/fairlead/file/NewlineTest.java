package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class NewlineTest {

  private static final String MIXED = "a\nb\rc\r\nd\r\r\n\ne";

  @TempDir private Path folder;

  private static List<String> lines(Newline newline, Charset charset, int pieces)
      throws IOException {
    byte[] bytes = MIXED.getBytes(charset);
    try (var file =
        AsyncFile.wrap(
            new InPieces(bytes, pieces), o -> o.withNewline(newline).withCharset(charset))) {
      var lines = new ArrayList<String>();
      file.lines().forEach(lines::add);
      return lines;
    }
  }

  /** Gives few bytes at a time, so that line ends are cut. */
  private static final class InPieces extends ByteArrayInputStream {
    private final int piece;

    InPieces(byte[] bytes, int piece) {
      super(bytes);
      this.piece = piece;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(piece, length));
    }
  }

  private static void assertLines(Newline newline, String... expected) throws IOException {
    for (int pieces : new int[] {1, 2, 3, 1000}) {
      assertEquals(List.of(expected), lines(newline, UTF_8, pieces), "pieces of " + pieces);
      assertEquals(List.of(expected), lines(newline, UTF_16BE, pieces), "UTF-16, " + pieces);
    }
  }

  @Test
  void everyLineEndCountsWhereverTextIsCut() throws IOException {
    String ends = "a\r\n\nb\r\r\nc\n\rd\r\n\r\n\ne\r\r";
    String seen = ends.replace("\r\n", "\n").replace('\r', '\n');
    for (Charset charset : List.of(UTF_8, UTF_16BE)) {
      for (int pieces : new int[] {1, 2, 3, 1000}) {
        for (int from = 0; from <= seen.length(); from++) {
          assertEquals(seen.substring(from), rest(ends.getBytes(charset), charset, pieces, from));
        }
      }
    }
  }

  /** What is left behind so many characters, in one read. */
  private static String rest(byte[] bytes, Charset charset, int pieces, int from)
      throws IOException {
    try (var file =
        AsyncFile.wrap(
            new InPieces(bytes, pieces),
            o -> o.withNewline(Newline.UNIVERSAL).withCharset(charset))) {
      assertEquals(from, file.readText(from).length());
      return file.readText(1000);
    }
  }

  @Test
  void linesEndAsThePolicySays() throws IOException {
    assertLines(Newline.UNIVERSAL, "a", "b", "c", "d", "", "", "e");
    assertLines(Newline.AS_IS, "a", "b", "c", "d", "", "", "e");
    assertLines(Newline.LF, "a", "b\rc\r", "d\r\r", "", "e");
    assertLines(Newline.CR, "a\nb", "c", "\nd", "", "\n\ne");
    assertLines(Newline.CRLF, "a\nb\rc", "d\r", "\ne");
  }

  @Test
  void onlyUniversalChangesWhatIsRead() throws IOException {
    for (Newline newline : Newline.values()) {
      String expected = newline == Newline.UNIVERSAL ? "a\nb\nc\nd\n\n\ne" : MIXED;

      assertEquals(expected, whole(newline), newline.name());
      assertEquals(expected, characterByCharacter(newline), newline.name());
    }
  }

  private static String whole(Newline newline) throws IOException {
    InputStream input = new InPieces(MIXED.getBytes(UTF_8), 1);
    try (var file = AsyncFile.wrap(input, o -> o.withNewline(newline))) {
      return file.readText();
    }
  }

  private static String characterByCharacter(Newline newline) throws IOException {
    InputStream input = new InPieces(MIXED.getBytes(UTF_8), 1);
    try (var file = AsyncFile.wrap(input, o -> o.withNewline(newline))) {
      var text = new StringBuilder();
      for (String c = file.readText(1); !c.isEmpty(); c = file.readText(1)) {
        assertEquals(1, c.length());
        text.append(c);
      }
      return text.toString();
    }
  }

  @Test
  void translatedCharactersCountAsOne() throws IOException {
    try (var file =
        AsyncFile.wrap(
            new InPieces("a\r\nb\r\nc".getBytes(UTF_8), 2),
            o -> o.withNewline(Newline.UNIVERSAL))) {
      assertEquals("a\nb", file.readText(3));
      assertEquals("\nc", file.readText(3));
    }
  }

  @Test
  void lineFeedsAreWrittenAsThePolicySays() throws IOException {
    Path path = folder.resolve("written");
    for (Newline newline : Newline.values()) {
      try (var file = AsyncFile.open(path, o -> o.withNewline(newline), WRITE, CREATE)) {
        file.truncate(0);
        file.writeText("a\nb\n");
      }

      String end = newline.written();
      assertEquals("a" + end + "b" + end, Files.readString(path), newline.name());
    }
    assertEquals("\r\n", Newline.CRLF.written());
    assertEquals(System.lineSeparator(), Newline.UNIVERSAL.written());
  }
}
