package dev.fairlead.stream;

import static dev.fairlead.stream.Pieces.assertIndependentOfPieces;
import static dev.fairlead.stream.Pieces.buffered;
import static dev.fairlead.stream.Pieces.restOf;
import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
class BufferedByteReceiveStreamTest {

  // ---- exact numbers of bytes

  @Test
  void receivesExactlySoMany() throws IOException {
    var stream = buffered("ab", "cd", "ef");

    assertEquals("abc", text(stream.receiveExactly(3)));
    assertEquals("", text(stream.receiveExactly(0)));
    assertEquals("def", text(stream.receiveExactly(3)));
  }

  @Test
  void anEndBeforeSoManyTellsWhatCameAndKeepsIt() throws IOException {
    var stream = buffered("ab", "c");

    var thrown = assertThrows(IncompleteReadException.class, () -> stream.receiveExactly(5));

    assertArrayEquals(bytes("abc"), thrown.partial());
    assertEquals("abc", text(stream.receiveExactly(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 9})
  void exactNumbersDoNotDependOnThePieces(int count) {
    assertIndependentOfPieces("abcdefgh", stream -> stream.receiveExactly(count));
  }

  @Test
  void aLargeNumberArrivesWhole() throws IOException {
    String large = "0123456789".repeat(30_000);

    assertEquals(large, text(buffered(large, "rest").receiveExactly(large.length())));
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> buffered("a").receiveExactly(-1));
  }

  // ---- delimiters

  @Test
  void receivesWhatStandsBeforeADelimiterAndDropsIt() throws IOException {
    var stream = buffered("key=", "val", "ue;rest");

    assertEquals("key", text(stream.receiveUntil(bytes("="), 100)));
    assertEquals("value;", text(stream.receiveThrough(bytes(";"), 100)));
    assertEquals("rest", restOf(stream));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 100})
  void theLimitOfADelimiterDoesNotDependOnThePieces(int limit) {
    assertIndependentOfPieces("abcd\r\nefg", stream -> stream.receiveUntil(bytes("\r\n"), limit));
    assertIndependentOfPieces("abcdefgh", stream -> stream.receiveUntil(bytes("\r\n"), limit));
    assertIndependentOfPieces(
        "\r\r\r\n\n\r\n", stream -> stream.receiveThrough(bytes("\r\n"), limit));
  }

  @Test
  void theDelimiterMustEndWithinTheLimit() throws IOException {
    assertEquals("abc", text(buffered("abc\r\nd").receiveUntil(bytes("\r\n"), 5)));

    var stream = buffered("abc\r\nd");
    assertThrows(DelimiterNotFoundException.class, () -> stream.receiveUntil(bytes("\r\n"), 4));
    assertEquals("abc\r\nd", restOf(stream));
  }

  @Test
  void anEmptyDelimiterOrTooSmallALimitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> buffered("a").receiveUntil(bytes(""), 9));
    assertThrows(IllegalArgumentException.class, () -> buffered("a").receiveUntil(bytes("ab"), 1));
  }

  // ---- numbers

  @Test
  void receivesNumbersInBothOrders() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(29);
    data.put((byte) -2).putShort((short) -3).putInt(-4).putLong(-5L);
    data.order(ByteOrder.LITTLE_ENDIAN).putShort((short) 6).putInt(7).putLong(8L);
    for (Splits source :
        List.of(Splits.of(text(data.array())), Splits.of(text(data.array()).split("")))) {
      var stream = new BufferedByteReceiveStream(source);

      assertEquals(-2, stream.receiveByte());
      assertEquals(-3, stream.receiveShort());
      assertEquals(-4, stream.receiveInt());
      assertEquals(-5, stream.receiveLong());
      assertEquals(6, stream.receiveShort(ByteOrder.LITTLE_ENDIAN));
      assertEquals(7, stream.receiveInt(ByteOrder.LITTLE_ENDIAN));
      assertEquals(8, stream.receiveLong(ByteOrder.LITTLE_ENDIAN));
    }
  }

  // ---- the buffer

  @Test
  void peekingTakesNothing() throws IOException {
    var stream = buffered("a", "bc");

    assertEquals("ab", text(stream.peek(2)));
    assertEquals("abc", text(stream.buffered()));
    assertEquals(3, stream.bufferedCount());
    assertEquals("abc", restOf(stream));
  }

  @Test
  void fedDataComesBeforeWhatIsStillToCome() throws IOException {
    var stream = buffered("later");

    stream.feedData(bytes("now "));
    stream.unread(bytes("right "));

    assertEquals("right now later", restOf(stream));
  }

  @Test
  void unreadDataComesFirst() throws IOException {
    var stream = buffered("abcdef");
    stream.receiveExactly(3);

    stream.unread(bytes("bc"));
    stream.unread(bytes("12345"));

    assertEquals("12345bcdef", restOf(stream));
  }

  @Test
  void releaseGivesBackTheStreamAndTheUnreadRest() throws IOException {
    var source = Splits.of("upgrade\nraw", " bytes");
    var stream = new BufferedByteReceiveStream(source);
    stream.receiveLine(100);

    var released = stream.release();

    assertSame(source, released.stream());
    assertEquals("raw", text(released.rest().array()));
    assertEquals(" bytes", restOf(released.stream()));
    assertThrows(ClosedResourceException.class, stream::receive);
    stream.close();
    assertEquals(0, source.closings());
  }

  @Test
  void aSmallReceiveLeavesTheRestForTheNextOne() throws IOException {
    var stream = buffered("abc");

    assertEquals("a", text(stream.receive(1)));
    assertEquals("bc", text(stream.receive()));
    assertThrows(EndOfStreamException.class, stream::receive);
  }
}
