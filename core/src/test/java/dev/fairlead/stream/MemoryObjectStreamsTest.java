package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How objects go from those who send to those who receive. */
@ForEveryBackend
class MemoryObjectStreamsTest {

  private static List<Integer> receiveAll(MemoryObjectReceiveStream<Integer> stream) {
    var all = new ArrayList<Integer>();
    for (int item : stream) {
      all.add(item);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, MemoryObjectStreams.UNBOUNDED})
  void itemsArriveInOrderAndThenTheStreamEnds(int capacity) {
    var pair = MemoryObjectStreams.<Integer>create(capacity);
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        try (var send = pair.send()) {
          for (int i = 0; i < 100; i++) {
            send.send(i);
          }
        }
      });
      try (var receive = pair.receive()) {
        for (int i = 0; i < 100; i++) {
          assertEquals(i, receive.receive());
        }
        assertThrows(EndOfStreamException.class, receive::receive);
        assertThrows(EndOfStreamException.class, receive::tryReceive);
      }
    });
  }

  @Test
  void aRendezvousSendWaitsForItsReceiver() {
    try (var pair = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.RENDEZVOUS)) {
      TaskGroup.run(group -> {
        var sending =
            group.startSoon(() -> {
              pair.send().send(1);
              return "sent";
            });
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd());
        assertFalse(pair.send().trySend(2));

        assertEquals(1, pair.receive().receive());

        assertEquals("sent", sending.await());
      });
    }
  }

  @Test
  void aBufferTakesAsManyItemsAsItHasRoomFor() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(2)) {
      pair.send().send(1);
      assertTrue(pair.send().trySend(2));
      assertFalse(pair.send().trySend(3));

      assertEquals(Optional.of(1), pair.receive().tryReceive());
      assertTrue(pair.send().trySend(3));

      assertEquals(List.of(2, 3), pair.receive().receiveMany(10));
      assertEquals(Optional.empty(), pair.receive().tryReceive());
    }
  }

  @Test
  void anUnboundedBufferIsNeverFull() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.UNBOUNDED)) {
      for (int i = 0; i < 10_000; i++) {
        assertTrue(pair.send().trySend(i));
      }
      for (int i = 0; i < 10_000; i++) {
        assertEquals(i, pair.receive().receive());
      }
    }
  }

  @Test
  void aReceiveFreesRoomForTheFirstWaitingSender() {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      TaskGroup.run(group -> {
        pair.send().send(1);
        group.startSoon(() -> pair.send().send(2));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> pair.send().send(3));
        Fairlead.awaitAllTasksBlocked();

        assertEquals(1, pair.receive().receive());

        assertEquals(1, pair.send().statistics().tasksWaitingSend());
        assertEquals(2, pair.receive().receive());
        assertEquals(3, pair.receive().receive());
      });
    }
  }

  @Test
  void receiversAreServedInTheOrderInWhichTheyCame() {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      TaskGroup.run(group -> {
        var first = group.startSoon(() -> pair.receive().receive());
        Fairlead.awaitAllTasksBlocked();
        var second = group.startSoon(() -> pair.receive().receive());
        Fairlead.awaitAllTasksBlocked();

        pair.send().send(1);
        pair.send().send(2);

        assertEquals(1, first.await());
        assertEquals(2, second.await());
      });
    }
  }

  @Test
  void eachItemGoesToOneReceiver() {
    var received = new ArrayList<Integer>();
    var pair = MemoryObjectStreams.<Integer>create(5);
    TaskGroup.run(group -> {
      var first = group.startSoon(() -> receiveAll(pair.receive()));
      var second = group.startSoon(() -> receiveAll(pair.receive()));
      for (int i = 0; i < 100; i++) {
        pair.send().send(i);
      }
      pair.send().close();
      received.addAll(first.await());
      received.addAll(second.await());
    });
    pair.receive().close();

    assertEquals(100, received.size());
    assertEquals(100, received.stream().distinct().count());
  }

  @Test
  void noNullIsCarried() {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      assertThrows(NullPointerException.class, () -> pair.send().send(null));
      assertThrows(NullPointerException.class, () -> pair.send().trySend(null));
      assertEquals(0, pair.send().statistics().currentBufferUsed());
    }
  }

  @Test
  void impossibleCapacitiesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> MemoryObjectStreams.create(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> MemoryObjectStreams.create(0, o -> o.withOverflow(OverflowPolicy.DROP_OLDEST)));
  }

  @Test
  void statisticsCountWhatWentThroughAndWhoWaits() {
    try (var pair = MemoryObjectStreams.<Integer>create(2)) {
      TaskGroup.run(group -> {
        pair.send().send(1);
        pair.send().send(2);
        group.startSoon(o -> o.withName("third"), () -> pair.send().send(3));
        Fairlead.awaitAllTasksBlocked();

        MemoryObjectStreamStatistics statistics = pair.receive().statistics();

        assertEquals(2, statistics.currentBufferUsed());
        assertEquals(2, statistics.maxBufferSize());
        assertEquals(1, statistics.openSendStreams());
        assertEquals(1, statistics.openReceiveStreams());
        assertEquals("third", statistics.waitingSend().getFirst().task().name());
        assertEquals(0, statistics.tasksWaitingReceive());
        assertEquals(List.of(1, 2, 3), pair.receive().receiveMany(5));
      });
      MemoryObjectStreamStatistics after = pair.send().statistics();
      assertEquals(3, after.sent());
      assertEquals(3, after.received());
      assertEquals(2, after.peakBufferUsed());
    }
  }

  @Test
  void whatATaskWaitsForIsNamed() {
    try (var pair = MemoryObjectStreams.<Integer>create(0, o -> o.withName("jobs"))) {
      TaskGroup.run(group -> {
        var receiving = group.startSoon(() -> pair.receive().receive());
        Fairlead.awaitAllTasksBlocked();

        assertEquals(
            Optional.of("receive on memory object stream \"jobs\""), receiving.info().waitingFor());
        pair.send().send(1);
      });
    }
  }
}
