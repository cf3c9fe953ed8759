package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
class MemoryByteStreamsTest {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(4);
  private final ByteStream here = pair.first();
  private final ByteStream there = pair.second();

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String receive(ByteStream stream) throws Exception {
    return new String(stream.receive(), US_ASCII);
  }

  @Test
  void whatOneEndSendsTheOtherReceives() throws Exception {
    here.send(bytes("ping"));
    assertEquals("ping", receive(there));

    there.send(bytes("pong"));
    assertEquals("pong", receive(here));
  }

  @Test
  void aReceiveTakesNoMoreThanItHasRoomFor() throws Exception {
    here.send(bytes("abcd"));

    assertEquals("a", new String(there.receive(1), US_ASCII));
    assertEquals("bcd", receive(there));
  }

  @Test
  void severalBuffersAreSentInOrder() throws Exception {
    here.send(ByteBuffer.wrap(bytes("ab")), ByteBuffer.wrap(bytes("cd")));

    assertEquals("abcd", receive(there));
  }

  @Test
  void aSenderWaitsForRoom() {
    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> here.send(bytes("abcde")));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(TaskHandle.Status.PENDING, sender.status());

      assertEquals("a", new String(there.receive(1), US_ASCII));

      sender.await();
      assertEquals("bcde", receive(there));
    });
  }

  @Test
  void withoutABufferASenderWaitsUntilEverythingIsReceived() throws Exception {
    try (var direct = MemoryByteStreams.pair(0)) {
      TaskGroup.run(group -> {
        TaskHandle<?> sender = group.startSoon(() -> direct.first().send(bytes("ab")));
        assertEquals("a", new String(direct.second().receive(1), US_ASCII));
        Fairlead.awaitAllTasksBlocked();
        assertEquals(TaskHandle.Status.PENDING, sender.status());
        assertEquals("b", receive(direct.second()));
        sender.await();
      });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 100, 5000})
  void everyByteArrivesInOrderWhateverTheSizes(int bufferSize) {
    byte[] data = new byte[3000];
    new Random(1).nextBytes(data);
    var received = new ByteArrayOutputStream();
    var streams = MemoryByteStreams.pair(bufferSize);

    TaskGroup.run(group -> {
      group.startSoon(() -> sendInPieces(streams.first(), data));
      receiveInPieces(streams.second(), received);
    });

    assertArrayEquals(data, received.toByteArray());
  }

  private static void sendInPieces(ByteStream stream, byte[] data) throws Exception {
    var random = new Random(2);
    for (int from = 0; from < data.length; ) {
      int to = Math.min(data.length, from + random.nextInt(20));
      stream.send(Arrays.copyOfRange(data, from, to));
      from = to;
    }
    stream.sendEof();
  }

  private static void receiveInPieces(ByteStream stream, ByteArrayOutputStream to)
      throws Exception {
    var random = new Random(3);
    var buffer = ByteBuffer.allocate(30);
    while (stream.receive(buffer.clear().limit(1 + random.nextInt(30))) >= 0) {
      to.write(buffer.array(), 0, buffer.position());
    }
  }

  @Test
  void afterSendEofTheRestArrivesAndThenTheEnd() throws Exception {
    here.send(bytes("last"));
    here.sendEof();
    here.sendEof();

    assertEquals("last", receive(there));
    assertThrows(EndOfStreamException.class, there::receive);
    assertEquals(-1, there.receive(ByteBuffer.allocate(1)));
  }

  @Test
  void afterSendEofTheOtherDirectionGoesOn() throws Exception {
    here.sendEof();

    there.send(bytes("on"));

    assertEquals("on", receive(here));
    assertThrows(ClosedResourceException.class, () -> here.send(bytes("no")));
  }

  @Test
  void aWaitingReceiverSeesTheEnd() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> receiver = group.startSoon(() -> there.receive(ByteBuffer.allocate(1)));
      Fairlead.awaitAllTasksBlocked();

      here.sendEof();

      assertEquals(-1, receiver.await());
    });
  }

  @Test
  void theOtherEndReceivesTheRestOfAClosedOne() throws Exception {
    here.send(bytes("bye"));
    here.close();

    assertEquals("bye", receive(there));
    assertThrows(EndOfStreamException.class, there::receive);
  }

  @Test
  void sendingToAClosedEndIsBroken() throws Exception {
    there.close();

    assertThrows(BrokenResourceException.class, () -> here.send(bytes("a")));
  }

  @Test
  void aWaitingSenderBreaksWhenTheOtherEndCloses() {
    TaskGroup.run(group -> {
      group.startSoon(
          () -> assertThrows(BrokenResourceException.class, () -> here.send(bytes("too long"))));
      Fairlead.awaitAllTasksBlocked();
      there.close();
    });
  }

  @Test
  void aClosedEndCanNeitherSendNorReceive() throws Exception {
    here.close();
    here.close();

    assertThrows(ClosedResourceException.class, () -> here.send(bytes("a")));
    assertThrows(ClosedResourceException.class, here::receive);
    assertThrows(ClosedResourceException.class, here::sendEof);
  }

  @Test
  void closingAnEndWakesWhoWaitsOnIt() {
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, here::receive));
      group.startSoon(
          () -> assertThrows(ClosedResourceException.class, () -> here.send(bytes("too long"))));
      Fairlead.awaitAllTasksBlocked();
      here.close();
    });
  }

  @Test
  void aSecondTaskMayNotReceiveOrSendMeanwhile() {
    TaskGroup.run(group -> {
      group.startSoon(() -> there.receive(8));
      group.startSoon(() -> there.send(bytes("too long")));
      Fairlead.awaitAllTasksBlocked();

      assertThrows(BusyResourceException.class, there::receive);
      assertThrows(BusyResourceException.class, () -> there.send(bytes("a")));
      assertThrows(BusyResourceException.class, there::sendEof);
      group.cancel();
    });
  }

  @Test
  void inACancelledScopeNothingIsSentOrReceived() throws Exception {
    here.send(bytes("kept"));
    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      scope.cancel();
      there.receive();
    });
    CancelScope other = CancelScope.create();
    other.run(() -> {
      other.cancel();
      there.send(bytes("a"));
    });

    assertTrue(scope.cancelledCaught());
    assertTrue(other.cancelledCaught());
    assertEquals("kept", receive(there));
    there.close();
    assertThrows(EndOfStreamException.class, here::receive);
  }

  @Test
  void aCancelledReceiveLeavesTheStreamUsable() {
    TaskGroup.run(group -> {
      TaskHandle<?> receiver = group.startSoon(() -> there.receive());
      Fairlead.awaitAllTasksBlocked();
      receiver.cancelAndJoin();

      here.send(bytes("late"));

      assertEquals("late", receive(there));
    });
  }

  @Test
  void whatArrivesWithACancellationIsNotLost() {
    TaskGroup.run(group -> {
      TaskHandle<byte[]> receiver = group.startSoon(() -> there.receive());
      Fairlead.awaitAllTasksBlocked();

      here.send(bytes("same"));
      receiver.cancel();
      receiver.join();

      boolean got = receiver.status() == TaskHandle.Status.FINISHED;
      assertEquals("same", got ? new String(receiver.result(), US_ASCII) : receive(there));
    });
  }

  @Test
  void theBufferOfACancelledSendSaysHowMuchWasTaken() {
    TaskGroup.run(group -> {
      ByteBuffer buffer = ByteBuffer.wrap(bytes("123456"));
      TaskHandle<?> sender = group.startSoon(() -> here.send(buffer));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();

      assertEquals(4, buffer.position());
      here.sendEof();
      assertEquals("1234", receive(there));
      assertThrows(EndOfStreamException.class, there::receive);
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void whatACancelledSendSaysIsTakenIsWhatAChunkHolds(int bufferSize) throws Exception {
    for (int race = 0; race < 300; race++) {
      try (var racing = MemoryByteStreams.pair(bufferSize)) {
        TaskGroup.run(group -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes("123456"));
          TaskHandle<?> sender = group.startSoon(() -> racing.first().send(buffer));
          TaskHandle<String> receiver = group.startSoon(() -> receiveAll(racing.second()));
          group.startSoon(() -> sender.cancel());

          sender.join();
          racing.first().sendEof();

          assertEquals("123456".substring(0, buffer.position()), receiver.await());
        });
      }
    }
  }

  private static String receiveAll(ByteStream stream) {
    var all = new StringBuilder();
    for (byte[] chunk : stream) {
      all.append(new String(chunk, US_ASCII));
    }
    return all.toString();
  }

  @Test
  void aChunkIsNoLargerThanWhatIsThere() throws Exception {
    TaskGroup.run(group -> {
      group.startSoon(() -> here.send(bytes("123456")));
      Fairlead.awaitAllTasksBlocked();

      assertEquals("12345", new String(there.receive(5), US_ASCII));
      assertEquals("6", receive(there));
    });
  }

  @Test
  void sendingNothingIsPossible() throws Exception {
    here.send(new byte[0]);
    here.sendEof();

    assertThrows(EndOfStreamException.class, there::receive);
  }

  @Test
  void aBufferWithoutRoomIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> here.receive(ByteBuffer.allocate(0)));
    assertThrows(IllegalArgumentException.class, () -> here.receive(0));
    assertThrows(IllegalArgumentException.class, () -> MemoryByteStreams.pair(-1));
  }

  @Test
  void directBuffersWorkAsWell() throws Exception {
    ByteBuffer sent = ByteBuffer.allocateDirect(4).put(bytes("core")).flip();
    ByteBuffer received = ByteBuffer.allocateDirect(8);

    here.send(sent.asReadOnlyBuffer());
    there.receive(received);

    assertEquals("core", US_ASCII.decode(received.flip()).toString());
    assertTrue(sent.hasRemaining());
  }

  @Test
  void aLoopReceivesUntilTheEnd() throws Exception {
    here.send(bytes("abcd"));
    here.sendEof();

    int count = 0;
    for (byte[] chunk : there) {
      count += chunk.length;
    }

    assertEquals(4, count);
    assertFalse(there.iterator().hasNext());
  }
}
