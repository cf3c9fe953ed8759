package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.StreamFullException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class BroadcastTest {

  private final Broadcast<Integer> news = new Broadcast<>();

  @AfterEach
  void close() {
    news.close();
  }

  @Test
  void everySubscriberGetsEveryItem() throws Exception {
    try (var first = news.subscribe(5, OverflowPolicy.WAIT);
        var second = news.subscribe(5, OverflowPolicy.WAIT)) {
      news.send(1);
      news.send(2);

      assertEquals(List.of(1, 2), first.receiveMany(5));
      assertEquals(List.of(1, 2), second.receiveMany(5));
    }
  }

  @Test
  void aSubscriberGetsWhatIsSentFromThenOn() throws Exception {
    news.send(1);
    try (var late = news.subscribe(5, OverflowPolicy.WAIT)) {
      news.send(2);

      assertEquals(List.of(2), late.receiveMany(5));
    }
    assertEquals(0, news.subscriberCount());
  }

  @Test
  void aSendWaitsForTheSlowestAndNobodyIsAhead() {
    try (var fast = news.subscribe(5, OverflowPolicy.WAIT);
        var slow = news.subscribe(1, OverflowPolicy.WAIT)) {
      TaskGroup.run(group -> {
        news.send(1);
        var sending = group.startSoon(() -> news.send(2));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd());
        assertFalse(news.trySend(3));
        assertEquals(List.of(1), fast.receiveMany(5));

        assertEquals(1, slow.receive());

        sending.join();
        assertEquals(2, fast.receive());
        assertEquals(2, slow.receive());
      });
    }
  }

  @Test
  void aSendThatCanBeDoneAtOnceIsNeverRefusedBecauseOfAnother() {
    int senders = 4;
    int each = 20_000;
    var refused = new AtomicInteger();
    try (var subscriber = news.subscribe(MemoryObjectStreams.UNBOUNDED, OverflowPolicy.FAIL)) {
      TaskGroup.run(group -> {
        for (int i = 0; i < senders; i++) {
          group.startSoon(() -> {
            for (int item = 0; item < each; item++) {
              refused.addAndGet(news.trySend(item) ? 0 : 1);
            }
          });
        }
      });
      assertEquals(0, refused.get());
      assertEquals(senders * each, subscriber.statistics().currentBufferUsed());
    }
  }

  @Test
  void nobodyOvertakesASendThatWaits() throws Exception {
    try (var slow = news.subscribe(1, OverflowPolicy.WAIT)) {
      news.send(1);
      TaskGroup.run(group -> {
        var waiting = group.startSoon(() -> news.send(2));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> news.send(3));
        Fairlead.awaitAllTasksBlocked();
        waiting.cancelAndJoin();

        assertEquals(1, slow.receive());
        assertEquals(3, slow.receive());
      });
      assertTrue(news.trySend(4));
      assertEquals(List.of(4), slow.receiveMany(5));
    }
  }

  @Test
  void aSlowSubscriberThatLeavesLetsTheSendGoOn() {
    try (var other = news.subscribe(5, OverflowPolicy.WAIT)) {
      var slow = news.subscribe(1, OverflowPolicy.WAIT);
      TaskGroup.run(group -> {
        news.send(1);
        group.startSoon(() -> news.send(2));
        Fairlead.awaitAllTasksBlocked();
        slow.close();
      });
      assertEquals(2, other.statistics().currentBufferUsed());
    }
  }

  @Test
  void whoLagsLosesWhatItsPolicySays() throws Exception {
    try (var newest = news.subscribe(2, OverflowPolicy.DROP_OLDEST);
        var oldest = news.subscribe(2, OverflowPolicy.DROP_NEWEST)) {
      for (int i = 1; i <= 4; i++) {
        news.send(i);
      }

      assertEquals(List.of(3, 4), newest.receiveMany(5));
      assertEquals(List.of(1, 2), oldest.receiveMany(5));
      assertEquals(2, newest.statistics().dropped());
      assertEquals(2, oldest.statistics().dropped());
    }
  }

  @Test
  void aSendThatFailsReachesNobody() {
    try (var strict = news.subscribe(1, OverflowPolicy.FAIL);
        var other = news.subscribe(5, OverflowPolicy.WAIT)) {
      news.send(1);

      assertThrows(StreamFullException.class, () -> news.send(2));
      assertFalse(news.trySend(3));

      assertEquals(1, strict.statistics().currentBufferUsed());
      assertEquals(1, other.statistics().currentBufferUsed());
    }
  }

  @Test
  void closingEndsTheSubscriptionsAfterWhatTheyHave() throws Exception {
    try (var subscriber = news.subscribe(5, OverflowPolicy.WAIT)) {
      news.send(1);
      news.close();
      news.close();

      assertEquals(1, subscriber.receive());
      assertThrows(EndOfStreamException.class, subscriber::receive);
      assertThrows(ClosedResourceException.class, () -> news.send(2));
      assertThrows(ClosedResourceException.class, () -> news.trySend(2));
      assertThrows(ClosedResourceException.class, () -> news.subscribe(1, OverflowPolicy.WAIT));
    }
  }

  @Test
  void closingEndsASendThatWaits() {
    try (var slow = news.subscribe(1, OverflowPolicy.WAIT)) {
      TaskGroup.run(group -> {
        news.send(1);
        group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> news.send(2)));
        Fairlead.awaitAllTasksBlocked();
        news.close();
      });
      assertEquals(1, slow.statistics().currentBufferUsed());
    }
  }

  @Test
  void aCancelledSendHasReachedNobody() throws Exception {
    try (var slow = news.subscribe(1, OverflowPolicy.WAIT);
        var fast = news.subscribe(5, OverflowPolicy.WAIT)) {
      Waits.assertCancelledBefore(() -> news.send(0));
      news.send(1);
      Waits.assertCancelledWhileWaiting(() -> news.send(2));

      assertEquals(List.of(1), slow.receiveMany(5));
      assertEquals(List.of(1), fast.receiveMany(5));
      assertTrue(news.trySend(3));
    }
  }

  @Test
  void allOrNobodyWhenRoomAndCancellationMeet() throws Exception {
    try (var slow = news.subscribe(1, OverflowPolicy.WAIT);
        var fast = news.subscribe(5, OverflowPolicy.WAIT)) {
      news.send(0);
      Waits.race(
          500,
          () -> news.send(1),
          () -> assertEquals(Optional.of(0), slow.tryReceive()),
          succeeded -> {
            List<Integer> left = new ArrayList<>();
            slow.tryReceive().ifPresent(left::add);
            assertEquals(succeeded ? List.of(1) : List.of(), left);
            assertEquals(succeeded ? List.of(0, 1) : List.of(0), fast.receiveMany(5));
            news.send(0);
          });
    }
  }

  @Test
  void whateverEndsASendNobodyIsLeftInLine() {
    int senders = 4;
    int each = 200;
    Set<Integer> sent = ConcurrentHashMap.newKeySet();
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    TaskGroup.run(group -> {
      var one = news.subscribe(1, OverflowPolicy.WAIT);
      var other = news.subscribe(3, OverflowPolicy.WAIT);
      group.startSoon(() -> one.forEach(first::add));
      group.startSoon(() -> other.forEach(second::add));
      TaskGroup.run(sending -> {
        for (int i = 0; i < senders; i++) {
          int from = i * each;
          sending.startSoon(() -> sendSome(from, each, sent));
        }
      });
      CancelScope.failAfter(Duration.ofSeconds(5)).run(() -> awaitTrySend(-1));
      news.close();
    });

    assertEquals(first, second);
    assertEquals(-1, first.removeLast());
    assertEquals(sent, Set.copyOf(first));
    assertEquals(sent.size(), first.size());
  }

  private void sendSome(int from, int count, Set<Integer> sent) {
    var random = new Random(from);
    for (int item = from; item < from + count; item++) {
      int number = item;
      if (random.nextInt(3) == 0) {
        if (news.trySend(number)) {
          sent.add(number);
        }
      } else {
        CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(50_000)))
            .run(() -> {
              news.send(number);
              sent.add(number);
            });
      }
    }
  }

  /** The subscribers make room before long, and nobody else sends. */
  private void awaitTrySend(int item) {
    while (!news.trySend(item)) {
      Checkpoints.yieldNow();
    }
  }

  @Test
  void aBufferIsNeeded() {
    assertThrows(
        IllegalArgumentException.class, () -> news.subscribe(0, OverflowPolicy.DROP_OLDEST));
  }

  @Test
  void sendingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> news.send(1));
  }
}
