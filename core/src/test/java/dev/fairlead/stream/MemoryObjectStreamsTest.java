package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Nested
  class Closing {

    private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

    @Test
    void closingOneHandleLeavesTheOthersOpen() throws Exception {
      var otherSend = pair.send().duplicate();
      var otherReceive = pair.receive().duplicate();

      pair.send().close();
      pair.receive().close();

      otherSend.send(1);
      assertEquals(1, otherReceive.receive());
      assertThrows(ClosedResourceException.class, () -> pair.send().send(2));
      assertThrows(ClosedResourceException.class, () -> pair.receive().receive());
      otherSend.close();
      assertThrows(EndOfStreamException.class, otherReceive::receive);
      otherReceive.close();
    }

    @Test
    void whatIsInTheBufferIsReceivedBeforeTheEnd() throws Exception {
      pair.send().send(1);
      pair.send().close();

      assertEquals(1, pair.receive().receive());
      assertThrows(EndOfStreamException.class, () -> pair.receive().receive());
      pair.receive().close();
    }

    @Test
    void withoutReceiversASendIsBroken() {
      pair.receive().close();

      assertThrows(BrokenResourceException.class, () -> pair.send().send(1));
      assertThrows(BrokenResourceException.class, () -> pair.send().trySend(1));
      pair.send().close();
    }

    @Test
    void closingTheLastSenderEndsWaitingReceives() {
      TaskGroup.run(group -> {
        var receiving =
            group.startSoon(
                () -> assertThrows(EndOfStreamException.class, () -> pair.receive().receive()));
        Fairlead.awaitAllTasksBlocked();
        pair.send().close();
        receiving.await();
      });
      pair.receive().close();
    }

    @Test
    void closingTheLastReceiverBreaksWaitingSends() {
      TaskGroup.run(group -> {
        pair.send().send(1);
        var sending =
            group.startSoon(
                () -> assertThrows(BrokenResourceException.class, () -> pair.send().send(2)));
        Fairlead.awaitAllTasksBlocked();
        pair.receive().close();
        sending.await();
      });
      pair.send().close();
    }

    @Test
    void closingAHandleEndsWhatWaitsOnItAndNothingElse() {
      var other = pair.receive().duplicate();
      TaskGroup.run(group -> {
        var mine =
            group.startSoon(
                () -> assertThrows(ClosedResourceException.class, () -> pair.receive().receive()));
        var others = group.startSoon(other::receive);
        Fairlead.awaitAllTasksBlocked();

        pair.receive().close();
        mine.await();
        pair.send().send(7);

        assertEquals(7, others.await());
      });
      other.close();
      pair.send().close();
    }

    @Test
    void aSendThatWaitsOnAClosedHandleHasSentNothing() throws Exception {
      var other = pair.send().duplicate();
      TaskGroup.run(group -> {
        other.send(1);
        var mine =
            group.startSoon(
                () -> assertThrows(ClosedResourceException.class, () -> pair.send().send(2)));
        Fairlead.awaitAllTasksBlocked();
        pair.send().close();
        mine.await();
      });
      other.close();

      assertEquals(List.of(1), receiveAll(pair.receive()));
      pair.receive().close();
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
      var other = pair.send().duplicate();

      pair.send().close();
      pair.send().close();

      assertTrue(other.trySend(1));
      assertEquals(1, other.statistics().openSendStreams());
      other.close();
      pair.receive().close();
      pair.receive().close();
    }

    @Test
    void aClosedHandleCannotBeDuplicated() {
      pair.close();

      assertThrows(ClosedResourceException.class, () -> pair.send().duplicate());
      assertThrows(ClosedResourceException.class, () -> pair.receive().duplicate());
      assertFalse(pair.send().isOpen());
      assertFalse(pair.receive().isOpen());
    }

    @Test
    void undeliveredItemsCanBeHadBack() throws Exception {
      pair.send().send(1);
      var other = pair.receive().duplicate();

      assertEquals(List.of(), other.closeAndDrain());
      assertEquals(List.of(1), pair.receive().closeAndDrain());
      assertEquals(List.of(), pair.receive().closeAndDrain());

      assertEquals(1, pair.send().statistics().undelivered());
      assertEquals(0, pair.send().statistics().currentBufferUsed());
      pair.send().close();
    }

    @Test
    @NeedsRealThreads
    void anyThreadMayClose() {
      TaskGroup.run(group -> {
        group.startSoon(
            () -> assertThrows(EndOfStreamException.class, () -> pair.receive().receive()));
        Fairlead.awaitAllTasksBlocked();
        Thread.ofPlatform().start(pair.send()::close);
      });
      pair.receive().close();
    }

    @Test
    void aHandOverBeforeTheReceiverClosesIsASend() {
      var rendezvous = MemoryObjectStreams.<Integer>create(0);
      TaskGroup.run(group -> {
        var receiving = group.startSoon(() -> rendezvous.receive().receive());
        Fairlead.awaitAllTasksBlocked();

        rendezvous.send().send(1);
        rendezvous.receive().close();

        assertEquals(1, receiving.await());
      });
      rendezvous.send().close();
    }
  }

  @Nested
  class Overflow {

    @Test
    void dropOldestKeepsTheNewest() throws Exception {
      var dropped = new ArrayList<Integer>();
      try (var pair =
          MemoryObjectStreams.<Integer>create(
              2, o -> o.withOverflow(OverflowPolicy.DROP_OLDEST).withUndelivered(dropped::add))) {
        for (int i = 1; i <= 5; i++) {
          pair.send().send(i);
        }

        assertEquals(List.of(4, 5), pair.receive().receiveMany(5));
        assertEquals(List.of(1, 2, 3), dropped);
        assertEquals(3, pair.send().statistics().dropped());
        assertEquals(5, pair.send().statistics().sent());
      }
    }

    @Test
    void dropNewestKeepsTheOldest() throws Exception {
      var dropped = new ArrayList<Integer>();
      try (var pair =
          MemoryObjectStreams.<Integer>create(
              1, o -> o.withOverflow(OverflowPolicy.DROP_NEWEST).withUndelivered(dropped::add))) {
        pair.send().send(1);
        pair.send().send(2);
        assertFalse(pair.send().trySend(3));

        assertEquals(List.of(1), pair.receive().receiveMany(5));
        assertEquals(List.of(2, 3), dropped);
        assertEquals(2, pair.send().statistics().dropped());
      }
    }

    @Test
    void failThrowsAndKeepsTheItemOut() throws Exception {
      try (var pair =
          MemoryObjectStreams.<Integer>create(1, o -> o.withOverflow(OverflowPolicy.FAIL))) {
        pair.send().send(1);

        assertThrows(dev.fairlead.StreamFullException.class, () -> pair.send().send(2));
        assertFalse(pair.send().trySend(3));

        assertEquals(List.of(1), pair.receive().receiveMany(5));
      }
    }

    @Test
    void itemsLeftWhenTheLastReceiverClosesAreTold() throws Exception {
      var left = new ArrayList<Integer>();
      var pair = MemoryObjectStreams.<Integer>create(3, o -> o.withUndelivered(left::add));
      pair.send().send(1);
      pair.send().send(2);

      pair.close();

      assertEquals(List.of(1, 2), left);
    }
  }

  @Nested
  class Batches {

    private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(3);

    @Test
    void sendAllEmptiesTheQueue() {
      var items = new ArrayDeque<>(List.of(1, 2, 3, 4, 5, 6, 7));
      TaskGroup.run(group -> {
        var receiving = group.startSoon(() -> receiveAll(pair.receive()));
        pair.send().sendAll(items);
        pair.send().close();

        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), receiving.await());
      });
      assertTrue(items.isEmpty());
      pair.receive().close();
    }

    @Test
    void sendAllLeavesWhatWasNotSentWhenTheStreamBreaks() {
      var items = new ArrayDeque<>(List.of(1, 2, 3, 4, 5));
      TaskGroup.run(group -> {
        group.startSoon(
            () -> assertThrows(BrokenResourceException.class, () -> pair.send().sendAll(items)));
        Fairlead.awaitAllTasksBlocked();
        assertEquals(1, pair.receive().receive());
        Fairlead.awaitAllTasksBlocked();
        assertEquals(List.of(2, 3, 4), pair.receive().closeAndDrain());
      });

      assertEquals(List.of(5), List.copyOf(items));
      pair.send().close();
    }

    @Test
    void receiveManyTakesWhatIsThereUpToTheMaximum() throws Exception {
      pair.send().sendAll(new ArrayDeque<>(List.of(1, 2, 3)));

      assertEquals(List.of(1, 2), pair.receive().receiveMany(2));
      assertEquals(List.of(3), pair.receive().receiveMany(2));
      assertThrows(IllegalArgumentException.class, () -> pair.receive().receiveMany(0));
      pair.close();
    }

    @Test
    void receiveManyTakesFromWaitingSendersToo() {
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.send().sendAll(new ArrayDeque<>(List.of(1, 2, 3, 4))));
        Fairlead.awaitAllTasksBlocked();

        assertEquals(List.of(1, 2, 3, 4), pair.receive().receiveMany(10));
      });
      pair.close();
    }

    @Test
    void receiveManyWaitsForOneItemOnly() {
      TaskGroup.run(group -> {
        var receiving = group.startSoon(() -> pair.receive().receiveMany(10));
        Fairlead.awaitAllTasksBlocked();
        pair.send().send(1);

        assertEquals(List.of(1), receiving.await());
      });
      pair.close();
    }
  }

  @Nested
  class Limits {

    private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

    @Test
    void aLimitedReceiveTriesBeforeItLooksAtTheTime() throws Exception {
      pair.send().send(1);

      assertEquals(Optional.of(1), pair.receive().tryReceive(Duration.ZERO));
      assertEquals(Optional.empty(), pair.receive().tryReceive(Duration.ZERO));
      assertEquals(Optional.empty(), pair.receive().tryReceive(Duration.ofMillis(5)));
      assertEquals(0, pair.receive().statistics().tasksWaitingReceive());
      pair.close();
    }

    @Test
    void aLimitedSendTriesBeforeItLooksAtTheTime() throws Exception {
      assertTrue(pair.send().trySend(1, Duration.ZERO));
      assertFalse(pair.send().trySend(2, Duration.ZERO));
      assertFalse(pair.send().trySend(2, Duration.ofMillis(5)));

      assertEquals(0, pair.send().statistics().tasksWaitingSend());
      assertEquals(List.of(1), pair.receive().receiveMany(5));
      pair.close();
    }

    @Test
    void aLimitedWaitSucceedsInTime() {
      TaskGroup.run(group -> {
        var receiving = group.startSoon(() -> pair.receive().tryReceive(Duration.ofDays(1)));
        Fairlead.awaitAllTasksBlocked();
        pair.send().send(1);
        assertEquals(Optional.of(1), receiving.await());

        pair.send().send(2);
        var sending = group.startSoon(() -> pair.send().trySend(3, Duration.ofDays(1)));
        Fairlead.awaitAllTasksBlocked();
        assertEquals(2, pair.receive().receive());
        assertTrue(sending.await());
      });
      pair.close();
    }

    @Test
    void aLimitedWaitFailsWhenTheOtherEndCloses() {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            assertThrows(
                EndOfStreamException.class, () -> pair.receive().tryReceive(Duration.ofDays(1))));
        Fairlead.awaitAllTasksBlocked();
        pair.send().close();
      });
      pair.receive().close();
    }
  }
}
