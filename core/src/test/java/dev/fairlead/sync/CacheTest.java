package dev.fairlead.sync;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.Tasks;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CacheTest {

  private final AtomicInteger computed = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> leaders = new ConcurrentLinkedQueue<>();

  // Created by the test; the computation goes on when it is set.
  private final Event go = new Event();

  private final Cache<Integer, Integer, IOException> immediate =
      Cache.of(
          o -> o.withMaxSize(3),
          key -> {
            computed.incrementAndGet();
            return 10 * key;
          });

  private final Cache<Integer, Integer, IOException> slow =
      Cache.of(key -> {
        leaders.add(Fairlead.currentTask().name());
        go.await();
        return computed.incrementAndGet();
      });

  @Test
  void aValueIsComputedOnce() throws IOException {
    assertEquals(20, immediate.get(2));
    assertEquals(20, immediate.get(2));
    assertEquals(1, computed.get());
  }

  @Test
  void whoeverAsksMeanwhileSharesTheComputation() {
    TaskGroup.run(group -> {
      var handles = new ArrayList<TaskHandle<Integer>>();
      for (int i = 0; i < 10; i++) {
        handles.add(group.startSoon(() -> slow.get(1)));
      }
      Fairlead.awaitAllTasksBlocked();
      assertEquals(1, slow.statistics().loading());
      go.set();
      for (TaskHandle<Integer> handle : handles) {
        assertEquals(1, handle.await());
      }
    });
    assertEquals(1, computed.get());
    assertEquals(0, slow.statistics().loading());
  }

  @Test
  void differentKeysAreComputedAtTheSameTime() {
    TaskGroup.run(group -> {
      group.startSoon(() -> slow.get(1));
      group.startSoon(() -> slow.get(2));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(2, leaders.size());
      go.set();
    });
  }

  @Test
  void aCancelledLeaderHandsOverToWhoWaitsLongest() {
    TaskGroup.run(group -> {
      var leader = group.startSoon(o -> o.withName("leader"), () -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      var second = group.startSoon(o -> o.withName("second"), () -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      var third = group.startSoon(o -> o.withName("third"), () -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();

      leader.cancelAndJoin();
      Fairlead.awaitAllTasksBlocked();
      go.set();

      assertEquals(1, second.await());
      assertEquals(1, third.await());
    });
    assertEquals(List.of("leader", "second"), List.copyOf(leaders));
  }

  @Test
  void aCancelledLeaderNobodyWaitsForLeavesNothingBehind() {
    TaskGroup.run(group -> {
      var leader = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      leader.cancelAndJoin();
    });
    assertEquals(0, slow.statistics().loading());
  }

  @Test
  void aCancelledFollowerLeavesTheOthersAlone() {
    TaskGroup.run(group -> {
      var leader = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      var follower = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      follower.cancelAndJoin();
      go.set();
      assertEquals(1, leader.await());
    });
  }

  @Test
  void aFailureGoesToAllWhoWaitAndIsNotKept() throws IOException {
    var failure = new IOException("down");
    var gate = new Event();
    var failing =
        Cache.<Integer, Integer, IOException>of(key -> {
          if (computed.incrementAndGet() == 1) {
            gate.await();
            throw failure;
          }
          return key;
        });

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(
                    o -> o.withSupervision(),
                    g -> {
                      g.startSoon(() -> failing.get(1));
                      g.startSoon(() -> failing.get(1));
                      Fairlead.awaitAllTasksBlocked();
                      gate.set();
                    }));

    assertEquals(Collections.nCopies(2, failure), group.exceptions());
    assertEquals(1, failing.get(1));
    assertEquals(1, failing.statistics().failures());
  }

  @Test
  void whatWasNotAskedForLatelyGoesFirst() throws IOException {
    for (int key : List.of(1, 2, 3, 1, 4)) {
      immediate.get(key);
    }

    assertEquals(Optional.empty(), immediate.find(2));
    assertEquals(Optional.of(10), immediate.find(1));
    assertEquals(1, immediate.statistics().evictions());
    assertEquals(3, immediate.statistics().size());
  }

  @Test
  void whatIsAskedForInEachOfItsTurnsNeverGoes() throws IOException {
    for (int key = 0; key < 100; key++) {
      immediate.get(-1);
      immediate.get(key);
    }

    assertEquals(Optional.of(-10), immediate.find(-1));
    assertEquals(101, computed.get());
  }

  @Test
  void theNewestIsKeptAlthoughAllOthersWereAskedFor() throws IOException {
    for (int key : List.of(1, 2, 3, 1, 2, 3, 4)) {
      immediate.get(key);
    }

    assertEquals(Optional.of(40), immediate.find(4));
    assertEquals(3, immediate.statistics().size());
  }

  @Test
  void aValueThatIsTooHeavyForAllRoomIsNotKeptAndDrivesNobodyOut() throws IOException {
    var weighed =
        Cache.<String, String, IOException>of(
            o -> o.withMaxSize(5).withWeigher(String::length), key -> key);
    weighed.get("1234");

    assertEquals("123456", weighed.get("123456"));
    assertEquals(Optional.empty(), weighed.find("123456"));
    assertEquals(Optional.of("1234"), weighed.find("1234"));
    assertEquals(0, weighed.statistics().evictions());
  }

  @Test
  void weightsCanBeLimitedInsteadOfNumbers() throws IOException {
    var weighed =
        Cache.<String, String, IOException>of(
            o -> o.withMaxSize(10).withWeigher(String::length), key -> key);
    weighed.get("123456");
    weighed.get("1234");
    weighed.get("1");

    assertEquals(Optional.empty(), weighed.find("123456"));
    assertEquals(5, weighed.statistics().weight());
  }

  @Test
  void aValueThatIsTooOldIsComputedAgain() throws IOException {
    var brief =
        Cache.<Integer, Integer, IOException>of(
            o -> o.withTimeToLive(ofMillis(5)), _ -> computed.incrementAndGet());
    int first = brief.get(1);

    Fairlead.sleep(ofMillis(5));

    assertEquals(Optional.empty(), brief.find(1));
    assertEquals(first + 1, brief.get(1));
  }

  @Test
  void withoutRoomCallersAtTheSameTimeStillShare() {
    var none =
        Cache.<Integer, Integer, IOException>of(
            o -> o.withMaxSize(0),
            _ -> {
              go.await();
              return computed.incrementAndGet();
            });
    TaskGroup.run(group -> {
      group.startSoon(() -> none.get(1));
      group.startSoon(() -> none.get(1));
      Fairlead.awaitAllTasksBlocked();
      go.set();
    });

    assertEquals(1, computed.get());
    assertEquals(0, none.statistics().size());
  }

  @Test
  void aComputationThatWasInvalidatedIsNotKept() {
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      slow.invalidate(1);
      go.set();
      assertEquals(1, waiting.await());
    });
    assertEquals(Optional.empty(), slow.find(1));
  }

  @Test
  void clearForgetsEverything() throws IOException {
    immediate.get(1);
    immediate.clear();

    assertEquals(Optional.empty(), immediate.find(1));
    assertEquals(0, immediate.statistics().weight());
    immediate.get(1);
    immediate.invalidate(1);
    assertEquals(0, immediate.statistics().size());
  }

  @Test
  void statisticsCountHitsAndMisses() throws IOException {
    immediate.get(1);
    immediate.get(1);
    immediate.get(2);

    assertEquals(new CacheStatistics(1, 2, 2, 0, 0, 2, 2, 3, 0), immediate.statistics());
  }

  @Test
  void aComputationThatAsksForItselfIsAnError() {
    var itself = new ArrayList<Cache<Integer, Integer, RuntimeException>>();
    itself.add(Cache.of(key -> itself.get(0).get(key)));

    var e = assertThrows(IllegalStateException.class, () -> itself.get(0).get(7));

    assertTrue(e.getMessage().contains("7"), e.getMessage());
    assertEquals(0, itself.get(0).statistics().loading());
  }

  @Test
  void whoWaitsSaysForWhom() {
    TaskGroup.run(group -> {
      var leader = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();
      var follower = group.startSoon(() -> slow.get(1));
      Fairlead.awaitAllTasksBlocked();

      assertEquals(
          Optional.of("the value for 1, which another task computes"),
          follower.info().waitingFor());
      assertFalse(leader.status().isEnd());
      go.set();
    });
  }

  @Test
  void getIsACheckpointEvenIfTheValueIsThere() throws Exception {
    immediate.get(1);

    Waits.assertCancelledBefore(() -> immediate.get(1));
    Waits.assertNeedsATask(() -> immediate.get(1));
    Waits.assertCancelledWhileWaiting(() -> slow.get(1));
  }

  /** Tasks come, are cancelled and go on, and in the end there is one value for all. */
  @Test
  void noCallerIsEverLeftWaiting() {
    for (int round = 0; round < 100; round++) {
      var gate = new Event();
      var cache =
          Cache.<Integer, Object, RuntimeException>of(_ -> {
            gate.await();
            return new Object();
          });
      TaskGroup.run(group -> {
        var scopes = new ArrayList<CancelScope>();
        var values = new ConcurrentLinkedQueue<Object>();
        for (int i = 0; i < 8; i++) {
          CancelScope scope = CancelScope.create();
          scopes.add(scope);
          group.startSoon(() -> scope.run(() -> values.add(cache.get(1))));
        }
        for (CancelScope scope : scopes.subList(0, 4)) {
          group.startSoon(() -> scope.cancel("race"));
        }
        gate.set();
        group.awaitIdle();
        assertEquals(1, values.stream().distinct().count());
        assertSame(values.peek(), cache.find(1).orElseThrow());
      });
      assertEquals(0, cache.statistics().loading());
    }
  }

  /** Values are found, computed and driven out by several tasks at once. */
  @Test
  void noValueIsComputedTwiceAtATimeAndEveryCallIsCounted() {
    var running = new AtomicIntegerArray(8);
    var crowded =
        Cache.<Integer, Integer, RuntimeException>of(
            o -> o.withMaxSize(4),
            key -> {
              assertEquals(1, running.incrementAndGet(key), "at a time");
              Checkpoints.yieldNow();
              running.decrementAndGet(key);
              return 2 * key;
            });

    Tasks.forEach(
        List.of(0, 1, 2, 3),
        4,
        first -> {
          for (int i = 0; i < 2_000; i++) {
            int key = (first + i * i) % 8;
            assertEquals(2 * key, crowded.get(key));
          }
        });

    CacheStatistics after = crowded.statistics();
    assertEquals(8_000, after.hits() + after.misses());
    assertTrue(after.loads() <= after.misses(), after::toString);
    assertEquals(after.loads() - after.evictions(), after.size());
    assertTrue(after.size() <= 4, after::toString);
  }

  @Test
  void manyKeysTakeTimeInProportion() {
    var big = Cache.<Integer, Integer, RuntimeException>of(o -> o.withMaxSize(100), key -> 2 * key);

    Tasks.forEach(
        Collections.nCopies(20, 0),
        20,
        _ -> {
          for (int key = 0; key < 2_000; key++) {
            assertEquals(2 * key, big.get(key));
          }
        });

    assertEquals(100, big.statistics().size());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Cache.of(o -> o.withMaxSize(-1), key -> key));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cache.of(o -> o.withTimeToLive(Duration.ZERO), key -> key));
    var light = Cache.of((CacheOptions<Object> o) -> o.withWeigher(_ -> -1), key -> key);
    assertThrows(IllegalArgumentException.class, () -> light.get(1));
  }
}
