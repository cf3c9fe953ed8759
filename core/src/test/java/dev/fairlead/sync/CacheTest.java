package dev.fairlead.sync;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.Tasks;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CacheTest extends WithSlowCache {

  private final Cache<Integer, Integer, IOException> immediate =
      Cache.of(
          o -> o.withMaxSize(3),
          key -> {
            computed.incrementAndGet();
            return 10 * key;
          });

  @Test
  void aValueIsComputedOnce() throws IOException {
    assertEquals(20, immediate.get(2));
    assertEquals(20, immediate.get(2));
    assertEquals(1, computed.get());
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
