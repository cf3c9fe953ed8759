package dev.fairlead.stream;

import static dev.fairlead.stream.Pieces.assertIndependentOfPieces;
import static dev.fairlead.stream.Pieces.buffered;
import static dev.fairlead.stream.Pieces.restOf;
import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class BufferedLinesTest {

  @Test
  void receivesLinesWhateverEndsThem() throws IOException {
    var stream = buffered("one\ntw", "o\r", "\n\nlast");

    assertEquals("one", stream.receiveLine(10));
    assertEquals("two", stream.receiveLine(10));
    assertEquals("", stream.receiveLine(10));
    assertEquals("last", stream.receiveLine(10));
    assertThrows(EndOfStreamException.class, () -> stream.receiveLine(10));
  }

  @Test
  void linesDoNotDependOnThePieces() {
    assertIndependentOfPieces("a\r\n\nbc\rd\n", stream -> joinLines(stream, LineEnd.LF_OR_CRLF));
    assertIndependentOfPieces("a\r\n\nbc\rd\n", stream -> joinLines(stream, LineEnd.LF));
    assertIndependentOfPieces("a\r\n\nbc\rd\n", stream -> joinLines(stream, LineEnd.CRLF));
  }

  private static byte[] joinLines(BufferedByteReceiveStream stream, LineEnd end) {
    var lines = new ArrayList<String>();
    stream.lines(o -> o.withLineEnd(end)).forEach(lines::add);
    return bytes(String.join("|", lines));
  }

  @Test
  void theChosenEndAloneEndsALine() {
    assertEquals("a\r|b", text(joinLines(buffered("a\r\nb\n"), LineEnd.LF)));
    assertEquals("a|b\n", text(joinLines(buffered("a\r\nb\n"), LineEnd.CRLF)));
    assertEquals("a|b", text(joinLines(buffered("a\r\nb\n"), LineEnd.LF_OR_CRLF)));
  }

  @Test
  void aLineThatIsTooLongStaysInTheBuffer() {
    var stream = buffered("abcdef\n");

    assertThrows(DelimiterNotFoundException.class, () -> stream.receiveLine(6));
    assertEquals("abcdef\n", restOf(stream));
  }

  @Test
  void aLastLineMustEndIfItIsAskedTo() throws IOException {
    var stream = buffered("line\nrest");

    assertEquals("line", stream.receiveLine(o -> o.withStrictEnd()));
    assertThrows(IncompleteReadException.class, () -> stream.receiveLine(o -> o.withStrictEnd()));
    assertEquals("rest", restOf(stream));
  }

  @Test
  void aMalformedLineIsAnErrorAndTheNextOneFollows() throws IOException {
    var stream = buffered("gr\u00fcn\nblau\n");

    var malformed = assertThrows(MalformedTextException.class, () -> stream.receiveLine(10));
    assertTrue(malformed.getMessage().startsWith("no UTF-8 text at byte 2 of the line: FC 6E;"));
    assertEquals("blau", stream.receiveLine(10));
  }

  @Test
  void linesComeInTheChosenCharset() throws IOException {
    var latin1 = buffered("gr\u00fcn\n");
    var replaced = buffered("gr\u00fcn\n");

    assertEquals("gr\u00fcn", latin1.receiveLine(o -> o.withCharset(StandardCharsets.ISO_8859_1)));
    assertEquals(
        "gr\ufffdn", replaced.receiveLine(o -> o.withMalformed(CodingErrorAction.REPLACE)));
    assertThrows(
        IllegalArgumentException.class,
        () -> latin1.receiveLine(o -> o.withCharset(StandardCharsets.UTF_16)));
  }

  @Test
  void aCharsetThatCanOnlyBeDecodedWillDo() throws IOException {
    Charset decodeOnly = Charset.forName("x-JISAutoDetect");
    assumeFalse(decodeOnly.canEncode());

    assertEquals("line", buffered("line\n").receiveLine(o -> o.withCharset(decodeOnly)));
  }
}
