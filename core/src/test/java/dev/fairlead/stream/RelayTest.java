package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class RelayTest {

  private final MemoryByteStreams.Pair left = MemoryByteStreams.pair(100);
  private final MemoryByteStreams.Pair right = MemoryByteStreams.pair(100);
  private final ByteStream client = left.first();
  private final ByteStream toClient = left.second();
  private final ByteStream toServer = right.first();
  private final ByteStream server = right.second();

  @Test
  void passesBytesBothWaysUntilBothEnd() {
    var relay = Relay.between(toClient, toServer);

    TaskGroup.run(group -> {
      TaskHandle<?> running = group.startSoon(relay::run);
      client.send(bytes("question"));
      assertEquals("question", text(server.receive()));
      server.send(bytes("answer!"));
      assertEquals("answer!", text(client.receive()));
      client.sendEof();
      server.sendEof();
      running.await();
    });

    assertEquals(8, relay.firstToSecond());
    assertEquals(7, relay.secondToFirst());
  }

  @Test
  void theEndOfOneDirectionIsPassedOnWhileTheOtherGoesOn() {
    var relay = Relay.between(toClient, toServer);

    TaskGroup.run(group -> {
      TaskHandle<?> running = group.startSoon(relay::run);
      client.sendEof();
      assertThrows(EndOfStreamException.class, server::receive);
      server.send(bytes("still here"));
      assertEquals("still here", text(client.receive()));
      assertFalse(running.status().isEnd());
      server.sendEof();
      running.await();
    });
  }

  @Test
  void theStreamsStayOpen() throws Exception {
    TaskGroup.run(group -> {
      group.startSoon(Relay.between(toClient, toServer)::run);
      client.sendEof();
      server.sendEof();
    });

    assertThrows(EndOfStreamException.class, () -> toClient.receive());
  }

  @Test
  void aBrokenDirectionEndsTheRelayWithItsException() {
    var relay = Relay.between(toClient, toServer);

    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(BrokenResourceException.class, relay::run));
      server.close();
      client.send(bytes("to nobody"));
    });
  }

  @Test
  void aStreamThatCannotBeToldTheEndEndsTheRelay() {
    var relay = Relay.between(toClient, new WithoutHalfClose(toServer));

    TaskGroup.run(group -> {
      group.startSoon(relay::run);
      client.send(bytes("last"));
      client.sendEof();
      assertEquals("last", text(server.receive()));
    });

    assertEquals(4, relay.firstToSecond());
  }

  private static final class WithoutHalfClose extends ForwardingByteStream {
    WithoutHalfClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() {
      throw new UnsupportedOperationException("no half-close");
    }
  }

  @Test
  void aCancelledRelayTellsHowMuchItPassedOn() {
    var relay = Relay.between(toClient, toServer);

    TaskGroup.run(group -> {
      TaskHandle<?> running = group.startSoon(relay::run);
      client.send(bytes("abc"));
      Fairlead.awaitAllTasksBlocked();
      running.cancelAndJoin();
    });

    assertEquals(3, relay.firstToSecond());
    assertTrue(relay.toString().contains("3 bytes there"), relay.toString());
  }

  @Test
  void copyToCopiesEverythingAndTellsHowMuch() {
    TaskGroup.run(group -> {
      TaskHandle<Long> copied = group.startSoon(() -> toClient.copyTo(toServer));
      client.send(bytes("all of it"));
      client.sendEof();
      assertEquals(9, copied.await());
      assertEquals("all of it", text(server.receive()));
    });
  }
}
