package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CacheCancellationTest extends WithSlowCache {

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
}
