package dev.fairlead.stream;

import static dev.fairlead.stream.Pieces.buffered;
import static dev.fairlead.stream.Pieces.restOf;
import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class BufferedWaitsTest {

  private static String restOf(ByteReceiveStream stream) {
    var rest = new StringBuilder();
    stream.forEach(chunk -> rest.append(text(chunk)));
    return rest.toString();
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
