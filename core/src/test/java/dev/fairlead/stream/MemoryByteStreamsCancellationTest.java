package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
class MemoryByteStreamsCancellationTest extends WithMemoryPair {

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
}
