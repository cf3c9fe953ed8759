package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BusyResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.IdleTimeoutException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.InVirtualTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A stream on which something moves before its time is up. */
@InVirtualTime
class IdleTimeoutInVirtualTimeTest {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(8);
  private final ByteStream here = new IdleTimeoutByteStream(pair.first(), ofSeconds(2));

  @Test
  void aSendFailsWhenNothingMovesForTooLong() {
    ByteBuffer data = ByteBuffer.wrap(bytes("0123456789"));

    assertThrows(IdleTimeoutException.class, () -> here.send(data));
    assertEquals(8, data.position());
  }

  @Test
  void progressInSendingLetsAReceiveWaitOn() {
    TaskGroup.run(group -> {
      TaskHandle<byte[]> receiver = group.startSoon(() -> here.receive());
      for (int i = 0; i < 6; i++) {
        Fairlead.sleep(ofMillis(450));
        here.send(bytes("a"));
        pair.second().receive();
      }
      pair.second().send(bytes("end"));

      assertEquals("end", text(receiver.await()));
    });
  }

  @Test
  void progressInReceivingLetsASendWaitOn() {
    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> here.send(bytes("0123456789")));
      for (int i = 0; i < 6; i++) {
        Fairlead.sleep(ofMillis(450));
        pair.second().send(bytes("a"));
        here.receive();
      }
      assertFalse(sender.status().isEnd());
      pair.second().receive();
      sender.await();
    });
  }

  @Test
  void aSendThatASlowPeerTakesBitByBitIsProgress() {
    byte[] data = new byte[40];

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        here.send(data);
        here.sendEof();
      });
      int received = 0;
      while (received < data.length) {
        Fairlead.sleep(ofMillis(1500)); // half a minute for all of it
        received += pair.second().receive(4).length;
      }
    });
  }

  @Test
  void aSecondReceiverDoesNotHarmTheFirst() {
    TaskGroup.run(group -> {
      TaskHandle<byte[]> receiver = group.startSoon(() -> here.receive());
      Fairlead.awaitAllTasksBlocked();
      assertThrows(BusyResourceException.class, here::receive);
      for (int i = 0; i < 6; i++) {
        Fairlead.sleep(ofMillis(450));
        here.send(bytes("a"));
        pair.second().receive();
      }
      pair.second().send(bytes("end"));

      assertEquals("end", text(receiver.await()));
    });
  }

  @Test
  void aLongSendIsOneOfManyPieces() {
    byte[] data = new byte[300_000];
    data[299_999] = 1;
    var large = MemoryByteStreams.pair(100);

    TaskGroup.run(group -> {
      group.startSoon(() -> new IdleTimeoutByteStream(large.first(), ofSeconds(2)).send(data));
      var received = new ByteArrayOutputStream();
      while (received.size() < data.length) {
        Fairlead.sleep(ofMillis(1)); // three seconds for all of it
        received.write(large.second().receive());
      }
      assertArrayEquals(data, received.toByteArray());
    });
  }
}
