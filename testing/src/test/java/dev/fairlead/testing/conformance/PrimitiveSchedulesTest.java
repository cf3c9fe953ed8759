package dev.fairlead.testing.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskStatus;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.Select;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Condition;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.testing.CancelPoints;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The races of the primitives, in orders that are searched for bugs. */
class PrimitiveSchedulesTest {

  private static final int MANY = 60;

  @Schedules(MANY)
  void aLockHasOneOwnerAndSurvivesCancellation() {
    var lock = new Lock();
    var inside = new int[1];
    CancelScope scope = CancelScope.create();
    TaskGroup.run(tasks -> {
      for (int i = 0; i < 3; i++) {
        boolean cancellable = i == 1;
        tasks.startSoon(() ->
            (cancellable ? scope : CancelScope.create()).run(() -> lock.run(() -> enter(inside))));
      }
      tasks.startSoon(() -> scope.cancel());
    });
    assertFalse(lock.statistics().locked());
  }

  private static void enter(int[] inside) {
    assertEquals(1, ++inside[0], "tasks that hold the lock");
    Checkpoints.cancelShieldedCheckpoint();
    inside[0]--;
  }

  /** Rarely does a task ask at the very moment at which the owner releases and acquires again. */
  @Schedules(MANY)
  void anOwnerThatAcquiresAgainWhileAnotherAsksIsStillTheOwner() {
    var lock = new Lock();
    TaskGroup.run(tasks -> {
      for (int i = 0; i < 2; i++) {
        tasks.startSoon(() -> acquireAgainAndAgain(lock));
      }
    });
    assertFalse(lock.statistics().locked());
  }

  private static void acquireAgainAndAgain(Lock lock) {
    for (int i = 0; i < 3; i++) {
      lock.acquire();
      Checkpoints.checkpoint();
      assertTrue(lock.isHeldByCurrentTask(), "the owner is known");
      lock.release();
    }
  }

  @Schedules(MANY)
  void aSemaphoreLosesNoPermit() {
    var semaphore = new Semaphore(1);
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
      group.startSoon(() -> scope.run(() -> semaphore.run(Checkpoints::checkpoint)));
      group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(1, semaphore.statistics().availablePermits());
  }

  @Schedules(MANY)
  void aChannelLosesNoItem() {
    var channel = MemoryObjectStreams.<Integer>create(1);
    CancelScope scope = CancelScope.create();
    var received = new ArrayList<Integer>();
    MemoryObjectReceiveStream<Integer> other = channel.receive().duplicate();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> receiveAll(other, received)));
      group.startSoon(() -> receiveAll(channel.receive(), received));
      group.startSoon(() -> {
        try (var sender = channel.send()) {
          for (int i = 0; i < 4; i++) {
            sender.send(i);
          }
        }
      });
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(List.of(0, 1, 2, 3), received.stream().sorted().toList());
  }

  private static void receiveAll(
      MemoryObjectReceiveStream<Integer> stream, List<Integer> received) {
    try (stream) {
      while (true) {
        received.add(stream.receive());
      }
    } catch (EndOfStreamException e) {
      // Nothing more comes.
    }
  }

  @Schedules(MANY)
  void aLimiterGrantsNoTokenTwiceAndLosesNone() {
    var limiter = new CapacityLimiter(2);
    var inside = new int[1];
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      for (int i = 0; i < 4; i++) {
        boolean cancellable = i == 1;
        group.startSoon(() ->
            (cancellable ? scope : CancelScope.create())
                .run(() -> limiter.run(() -> assertRoomFor(2, inside))));
      }
      group.startSoon(() -> scope.cancel());
      group.startSoon(() -> limiter.setTotalTokens(1));
      group.startSoon(() -> limiter.setTotalTokens(2));
    });
    assertEquals(0, limiter.borrowedTokens());
    assertEquals(0, limiter.statistics().tasksWaiting());
  }

  private static void assertRoomFor(int most, int[] inside) {
    assertTrue(++inside[0] <= most, () -> inside[0] + " are inside");
    try {
      Checkpoints.checkpoint();
    } finally {
      inside[0]--;
    }
  }

  @Schedules(MANY)
  void aSignalReachesSomebodyWhoeverIsCancelled() {
    var condition = new Condition();
    var items = new int[1];
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> take(condition, items)));
      var taker = group.startSoon(() -> take(condition, items));
      group.startSoon(() -> put(condition, items));
      group.startSoon(() -> scope.cancel());
      // The cancelled one may have taken the item before; then there is another one.
      group.startSoon(() -> {
        Fairlead.sleep(Duration.ofSeconds(1));
        if (!taker.status().isEnd()) {
          assertEquals(0, items[0], "an item is there and its signal is lost");
          put(condition, items);
        }
      });
    });
    assertFalse(condition.lock().isLocked());
    assertEquals(0, condition.statistics().tasksWaiting());
  }

  private static void take(Condition condition, int[] items) {
    condition.run(() -> {
      condition.awaitUntil(() -> items[0] > 0);
      items[0]--;
    });
  }

  private static void put(Condition condition, int[] items) {
    condition.run(() -> {
      items[0]++;
      condition.signal();
    });
  }

  @Schedules(MANY)
  void aSelectionTakesOneThingAndLeavesTheOthers() {
    try (var left = MemoryObjectStreams.<Integer>create(0);
        var right = MemoryObjectStreams.<Integer>create(1)) {
      CancelScope scope = CancelScope.create();
      var received = new ArrayList<Integer>();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> received.add(either(left, right))));
        group.startSoon(() -> received.add(either(left, right)));
        group.startSoon(() -> left.send().trySend(1, Duration.ofDays(1)));
        group.startSoon(() -> right.send().send(2));
        group.startSoon(() -> scope.cancel());
        group.startSoon(() -> {
          Fairlead.sleep(Duration.ofHours(1));
          if (received.size() < 2) {
            received.add(either(left, right)); // what the cancelled one has left
          }
        });
      });
      assertEquals(List.of(1, 2), received.stream().sorted().toList());
    }
  }

  private static int either(
      MemoryObjectStreams.Pair<Integer> left, MemoryObjectStreams.Pair<Integer> right)
      throws IOException {
    return Select.first(
        Select.receive(left.receive()).call(item -> item),
        Select.receive(right.receive()).call(item -> item));
  }

  @Schedules(MANY)
  void anEventWakesEveryWaiter() {
    var event = new Event();
    var woken = new int[1];
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          event.await();
          woken[0]++;
        });
      }
      group.startSoon(event::set);
    });
    assertEquals(3, woken[0]);
  }

  @FairleadTest
  void aPermitComesBackWhereverItsTaskIsCancelled(Simulation simulation) throws Exception {
    CancelPoints.explore(
        () -> new Semaphore(1),
        semaphore ->
            TaskGroup.run(group -> {
              group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
              group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
            }),
        (semaphore, _) -> assertEquals(1, semaphore.statistics().availablePermits()));
  }

  /** Rarely is the starter cancelled while the task is about to say that it is ready. */
  @Schedules(MANY)
  void aTaskIsReadyOrCancelledWithItsStarter() {
    TaskGroup.run(tasks -> {
      CancelScope scope = CancelScope.create();
      tasks.startSoon(() -> scope.cancel());
      scope.run(() ->
          tasks.start((TaskStatus<String> status) -> {
            status.started("ready");
            Fairlead.sleepForever();
          }));
      tasks.cancel();
    });
  }
}
