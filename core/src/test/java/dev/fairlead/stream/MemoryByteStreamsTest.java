package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
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
class MemoryByteStreamsTest extends WithMemoryPair {

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
