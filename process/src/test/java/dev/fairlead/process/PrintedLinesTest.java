package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {

  private static final int LONGEST = 65_536;

  private static List<String> linesOf(String printed) {
    var lines = new PrintedLines("worker");
    lines.take(ByteBuffer.wrap(printed.getBytes(UTF_8)));
    lines.endLast();
    var texts = new ArrayList<String>();
    lines.tell(line -> texts.add(line.text()));
    return texts;
  }

  @Test
  void anEndOfEitherKindEndsALine() {
    assertEquals(List.of("one", "", "two", "three"), linesOf("one\n\ntwo\r\nthree"));
  }

  @Test
  void aLineThatJustFitsComesWhole() {
    String just = "x".repeat(LONGEST);

    assertEquals(List.of(just, "next"), linesOf(just + "\nnext\n"));
    assertEquals(List.of(just), linesOf(just));
    assertEquals(List.of(just, "next"), linesOf(just + "\r\nnext\r\n"));
  }

  @Test
  void aReturnBehindALineThatJustFitsEndsItOnlyBeforeANewline() {
    String just = "x".repeat(LONGEST);

    assertEquals(List.of(just, "\ry"), linesOf(just + "\ry\n"));
    assertEquals(List.of(just, "\r"), linesOf(just + "\r\r\n"));
    assertEquals(List.of(just, "y"), linesOf(just + "y\r\n"));
  }

  @Test
  void aReturnAtTheVeryEndEndsNoLine() {
    String just = "x".repeat(LONGEST);

    assertEquals(List.of("y\r"), linesOf("y\r"));
    assertEquals(List.of(just, "\r"), linesOf(just + "\r"));
  }

  @Test
  void noPieceEndsInTheMiddleOfACharacter() {
    for (String character : List.of("\u00E4", "\u20AC", "\uD83D\uDE00")) {
      for (int before = 0; before < 4; before++) {
        String line = "x".repeat(before) + character.repeat(LONGEST);

        List<String> pieces = linesOf(line + "\n");

        assertEquals(line, String.join("", pieces));
        assertTrue(pieces.stream().allMatch(piece -> piece.getBytes(UTF_8).length <= LONGEST));
      }
    }
  }

  @Test
  void aPieceKeepsAReturnThatEndsNoLine() {
    String line = "x".repeat(LONGEST - 1) + "\ry";

    assertEquals(line, String.join("", linesOf(line)));
  }

  @Test
  void whatIsNoTextIsReplacedAndNothingIsHeldBack() {
    var lines = new PrintedLines("worker");
    var bytes = new byte[LONGEST + 1];
    java.util.Arrays.fill(bytes, (byte) 0x80);
    lines.take(ByteBuffer.wrap(bytes));
    lines.endLast();

    var texts = new ArrayList<String>();
    lines.tell(line -> texts.add(line.text()));
    assertEquals("\uFFFD".repeat(LONGEST + 1), String.join("", texts));
  }
}
