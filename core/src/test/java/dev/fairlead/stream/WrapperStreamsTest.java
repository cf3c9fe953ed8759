package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.IdleTimeoutException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class WrapperStreamsTest {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(8);

  @Nested
  class Counting {
    private final CountingByteStream here = new CountingByteStream(pair.first());

    @Test
    void whatGoesThroughIsCounted() throws Exception {
      here.send(bytes("abc"));
      here.send(ByteBuffer.wrap(bytes("d")), ByteBuffer.wrap(bytes("e")));
      pair.second().send(bytes("xy"));
      here.receive();
      here.sendEof();

      assertEquals(5, here.bytesSent());
      assertEquals(2, here.bytesReceived());
      assertEquals("abcde", text(pair.second().receive()));
    }

    @Test
    void theEndIsNotCounted() throws Exception {
      pair.second().close();

      assertThrows(EndOfStreamException.class, here::receive);
      assertEquals(0, here.bytesReceived());
    }

    @Test
    void theSentPartOfACancelledSendIsCounted() {
      TaskGroup.run(group -> {
        TaskHandle<?> sender = group.startSoon(() -> here.send(bytes("0123456789")));
        Fairlead.awaitAllTasksBlocked();
        sender.cancelAndJoin();

        assertEquals(8, here.bytesSent());
      });
    }
  }

  @Nested
  class IdleTimeout {
    private final ByteStream here = new IdleTimeoutByteStream(pair.first(), ofMillis(50));
    private final ByteStream patient = new IdleTimeoutByteStream(pair.first(), ofSeconds(2));

    @Test
    void aReceiveFailsWhenNothingMovesForTooLong() throws Exception {
      assertThrows(IdleTimeoutException.class, here::receive);

      pair.second().send(bytes("late"));
      assertEquals("late", text(here.receive()));
    }

    @Test
    void aSendFailsWhenNothingMovesForTooLong() {
      ByteBuffer data = ByteBuffer.wrap(bytes("0123456789"));

      assertThrows(IdleTimeoutException.class, () -> here.send(data));
      assertEquals(8, data.position());
    }

    @Test
    void progressInSendingLetsAReceiveWaitOn() {
      TaskGroup.run(group -> {
        TaskHandle<byte[]> receiver = group.startSoon(() -> patient.receive());
        for (int i = 0; i < 6; i++) {
          Fairlead.sleep(ofMillis(450));
          patient.send(bytes("a"));
          pair.second().receive();
        }
        pair.second().send(bytes("end"));

        assertEquals("end", text(receiver.await()));
      });
    }

    @Test
    void progressInReceivingLetsASendWaitOn() {
      TaskGroup.run(group -> {
        TaskHandle<?> sender = group.startSoon(() -> patient.send(bytes("0123456789")));
        for (int i = 0; i < 6; i++) {
          Fairlead.sleep(ofMillis(450));
          pair.second().send(bytes("a"));
          patient.receive();
        }
        assertFalse(sender.status().isEnd());
        pair.second().receive();
        sender.await();
      });
    }

    @Test
    void aLongSendIsOneOfManyPieces() {
      byte[] data = new byte[300_000];
      data[299_999] = 1;
      var large = MemoryByteStreams.pair(100);

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          new IdleTimeoutByteStream(large.first(), ofSeconds(15)).send(data);
          large.first().sendEof();
        });
        byte[] received = new BufferedByteReceiveStream(large.second()).receiveExactly(300_000);
        assertArrayEquals(data, received);
      });
    }

    @Test
    void aCancellationFromOutsideIsNoTimeout() throws Exception {
      CancelScope scope = CancelScope.moveOnAfter(ofMillis(5));

      scope.run(patient::receive);

      assertTrue(scope.cancelledCaught());
    }

    @Test
    void theLimitMustBePositive() {
      assertThrows(
          IllegalArgumentException.class,
          () -> new IdleTimeoutByteStream(pair.first(), Duration.ZERO));
    }
  }
}
