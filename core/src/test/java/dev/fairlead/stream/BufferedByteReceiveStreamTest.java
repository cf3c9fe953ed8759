package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
class BufferedByteReceiveStreamTest {

  private static BufferedByteReceiveStream buffered(String... pieces) {
    return new BufferedByteReceiveStream(Splits.of(pieces));
  }

  /** What a receive returned or threw, in words that can be compared. */
  private interface Outcome {
    byte[] receive(BufferedByteReceiveStream stream) throws IOException;

    default String of(BufferedByteReceiveStream stream) {
      String said;
      try {
        said = text(receive(stream));
      } catch (IncompleteReadException e) {
        said = "incomplete " + text(e.partial());
      } catch (IOException e) {
        said = e.toString();
      }
      return said + ", then " + restOf(stream);
    }
  }

  private static String restOf(ByteReceiveStream stream) {
    var rest = new StringBuilder();
    stream.forEach(chunk -> rest.append(text(chunk)));
    return rest.toString();
  }

  private static void assertIndependentOfPieces(String data, Outcome outcome) {
    String expected = outcome.of(buffered(data));
    for (Splits source : Splits.all(bytes(data))) {
      String pieces = source.toString();
      assertEquals(expected, outcome.of(new BufferedByteReceiveStream(source)), pieces);
    }
  }

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

  // ---- lines

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

  // ---- closing, cancellation, other tasks

  @Test
  void closingClosesTheSource() throws IOException {
    var source = Splits.of("abc");
    var stream = new BufferedByteReceiveStream(source);
    stream.peek(1);

    stream.close();
    stream.close();

    assertEquals(1, source.closings());
    assertThrows(ClosedResourceException.class, stream::receive);
    assertThrows(ClosedResourceException.class, () -> stream.receiveExactly(1));
  }

  @Test
  void inACancelledScopeNothingIsTakenThoughItIsThere() throws IOException {
    var stream = buffered("abc");
    stream.peek(3);
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      stream.receiveExactly(1);
    });

    assertTrue(scope.cancelledCaught());
    assertEquals("abc", restOf(stream));
  }

  @Test
  void aCancelledReceiveKeepsWhatCame() {
    var pair = MemoryByteStreams.pair(10);
    var stream = new BufferedByteStream(pair.second());

    TaskGroup.run(group -> {
      TaskHandle<byte[]> receiver = group.startSoon(() -> stream.receiveExactly(5));
      pair.first().send(bytes("abc"));
      Fairlead.awaitAllTasksBlocked();
      receiver.cancelAndJoin();
      pair.first().send(bytes("de"));

      assertEquals("abcde", text(stream.receiveExactly(5)));
    });
  }

  @Test
  void closingWakesWhoWaits() {
    var pair = MemoryByteStreams.pair(10);
    var stream = new BufferedByteStream(pair.second());

    TaskGroup.run(group -> {
      group.startSoon(
          () -> assertThrows(ClosedResourceException.class, () -> stream.receiveExactly(5)));
      Fairlead.awaitAllTasksBlocked();
      stream.close();
    });
  }

  @Test
  void aSecondTaskMayNotReceiveMeanwhile() {
    var pair = MemoryByteStreams.pair(10);
    var stream = new BufferedByteStream(pair.second());

    TaskGroup.run(group -> {
      group.startSoon(() -> stream.receiveExactly(5));
      Fairlead.awaitAllTasksBlocked();

      assertThrows(BusyResourceException.class, () -> stream.receiveLine(5));
      assertThrows(BusyResourceException.class, stream::buffered);
      group.cancel();
    });
  }

  // ---- both directions

  @Test
  void whatIsSentIsPassedOnAtOnce() throws IOException {
    var pair = MemoryByteStreams.pair(10);
    var stream = new BufferedByteStream(pair.first());

    stream.send(bytes("out"));
    stream.sendEof();

    assertEquals("out", restOf(pair.second()));
  }

  @Test
  void aReleasedStreamOfBothDirectionsCannotBeUsed() {
    var pair = MemoryByteStreams.pair(10);
    var stream = new BufferedByteStream(pair.first());

    assertSame(pair.first(), stream.releaseStream().stream());
    assertThrows(ClosedResourceException.class, () -> stream.send(bytes("a")));
    assertThrows(ClosedResourceException.class, stream::sendEof);
  }

  @Test
  void connectingGivesABufferedStream() throws IOException {
    var pair = MemoryByteStreams.pair(10);
    pair.second().send(bytes("hello\n"));

    BufferedByteStream stream = new BufferedConnectable(pair::first).connect();

    assertEquals("hello", stream.receiveLine(10));
  }
}
