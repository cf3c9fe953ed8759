package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.IdleTimeoutException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.sync.Event;
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
    void aReceiveOfAnyNumberOfBytesTakesNoMoreMemoryThanUsual() throws Exception {
      pair.second().send(bytes("abc"));

      assertEquals("abc", text(here.receive(Integer.MAX_VALUE)));
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
    private final ByteStream patient = new IdleTimeoutByteStream(pair.first(), ofDays(1));

    @Test
    void aReceiveFailsWhenNothingMovesForTooLong() throws Exception {
      assertThrows(IdleTimeoutException.class, here::receive);

      pair.second().send(bytes("late"));
      assertEquals("late", text(patient.receive()));
    }

    @Test
    void aCancellationFromOutsideIsNoTimeout() throws Exception {
      CancelScope scope = CancelScope.moveOnAfter(ofMillis(5));

      scope.run(patient::receive);

      assertTrue(scope.cancelledCaught());
    }

    @Test
    void nobodySendsBetweenThePiecesOfALongSend() {
      var betweenPieces = new Event();
      var tried = new Event();
      var gaps =
          new ForwardingByteStream(pair.first()) {
            @Override
            public void send(ByteBuffer... buffers) {
              for (ByteBuffer buffer : buffers) {
                buffer.position(buffer.limit());
              }
              betweenPieces.set();
              tried.await();
            }
          };
      var idle = new IdleTimeoutByteStream(gaps, ofDays(1));

      TaskGroup.run(group -> {
        group.startSoon(() -> idle.send(new byte[100_000]));
        betweenPieces.await();
        group.startSoon(() -> {
          assertThrows(BusyResourceException.class, () -> idle.send(bytes("x")));
          tried.set();
        });
      });
    }

    @Test
    void theLimitMustBePositive() {
      assertThrows(
          IllegalArgumentException.class,
          () -> new IdleTimeoutByteStream(pair.first(), Duration.ZERO));
    }
  }
}
