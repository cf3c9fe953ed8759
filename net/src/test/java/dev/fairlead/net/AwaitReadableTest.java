package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle.Status;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@ForEveryBackend
class AwaitReadableTest {

  private static final byte[] WORD = {1, 2, 3};

  @Test
  void itWaitsForBytesAndTakesNone() throws IOException {
    try (var pair = TcpPair.open()) {
      assertItWaitsForBytesAndTakesNone(pair.here(), pair.there());
    }
  }

  @Test
  @NeedsRealSystem
  @EnabledOnOs(OS.LINUX)
  void itDoesSoOnUnixSocketsOfBothKinds() throws IOException {
    try (var plain = Net.createUnixSocketPair();
        var special = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      assertItWaitsForBytesAndTakesNone(plain.first(), plain.second());
      assertItWaitsForBytesAndTakesNone(special.first(), special.second());
    }
  }

  private static void assertItWaitsForBytesAndTakesNone(SocketStream here, SocketStream there)
      throws IOException {
    TaskGroup.run(group -> {
      var waits = group.startSoon(here::awaitReadable);
      Fairlead.awaitAllTasksBlocked();
      assertEquals(Status.PENDING, waits.status());
      there.send(WORD);
      waits.await();

      assertArrayEquals(WORD, Streams.exactly(here, WORD.length));
    });
  }

  @Test
  void itReturnsForAsLongAsSomethingIsLeft() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().send(WORD);
      var one = ByteBuffer.allocate(1);
      for (byte expected : WORD) {
        pair.here().awaitReadable();
        pair.here().awaitReadable();
        pair.here().receive(one.clear());

        assertEquals(expected, one.get(0));
      }
    }
  }

  @Test
  void itReturnsAtTheEnd() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().sendEof();
      pair.here().awaitReadable();

      assertThrows(EndOfStreamException.class, () -> pair.here().receive());
      pair.here().awaitReadable();
    }
  }

  @Test
  void whatBrokeTheConnectionIsToldByTheReceive() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().abort();
      pair.here().awaitReadable();

      assertThrows(BrokenResourceException.class, () -> pair.here().receive());
      pair.here().awaitReadable();
      assertThrows(BrokenResourceException.class, () -> pair.here().receive());
    }
  }

  @Test
  void cancellingItLosesNothing() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(pair.here()::awaitReadable);
        Fairlead.awaitAllTasksBlocked();
        pair.there().send(WORD);
        group.cancel();
      });

      assertArrayEquals(WORD, Streams.exactly(pair.here(), WORD.length));
    }
  }

  @Test
  void oneTaskAtATimeWaitsOrReceives() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(pair.here()::awaitReadable);
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, () -> pair.here().awaitReadable());
        assertThrows(BusyResourceException.class, () -> pair.here().receive());
        group.cancel();
      });
    }
  }

  @Test
  void closingWakesWhoWaits() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(
            () -> assertThrows(ClosedResourceException.class, () -> pair.here().awaitReadable()));
        Fairlead.awaitAllTasksBlocked();
        pair.here().close();
      });

      assertThrows(ClosedResourceException.class, () -> pair.here().awaitReadable());
    }
  }
}
