package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.StreamFullException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void aBufferIsNeeded() {
    assertThrows(
        IllegalArgumentException.class, () -> news.subscribe(0, OverflowPolicy.DROP_OLDEST));
  }

  @Test
  void sendingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> news.send(1));
  }
}
