package dev.fairlead.lowlevel;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.Ticker;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Promise;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.Interruptible;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A runtime in which nothing can ever run again is known for it, and no other one. */
@ForEveryBackend
class StuckRuntimeTest {

  @Test
  @NeedsRealThreads
  void aRuntimeInWhichNothingCanEverRunAgainIsTold() {
    CancelScope scope = CancelScope.create();
    assertFalse(TaskTree.capture().isStuck());
    Thread.ofPlatform().daemon().start(() -> cancelOnceStuck(scope));

    scope.run(() ->
        TaskGroup.run(group ->
            group.startSoon(() -> Parking.park(new Waiter(), () -> "something that never comes"))));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aTaskThatGivesUpWaitingInTheEndIsNotStuck() {
    var limiter = new RateLimiter(1, ofDays(1));
    limiter.acquire();

    assertTrue(isStuckAlone(() -> new Event().await()));
    assertFalse(isStuckAlone(() -> new Event().tryAwait(ofDays(1))));
    assertFalse(isStuckAlone(() -> new Lock().run(() -> new Promise<>().tryAwait(ofDays(1)))));
    assertFalse(isStuckAlone(() -> Ticker.every(ofDays(1)).receive()));
    assertFalse(isStuckAlone(limiter::acquire));
  }

  /** Whether that is thought of a runtime in which this is all that goes on. */
  private static boolean isStuckAlone(Action<RuntimeException> wait) {
    return TaskGroup.call(group -> {
      group.startSoon(wait);
      Fairlead.awaitAllTasksBlocked();
      TaskTree whole = TaskTree.capture();
      var part = Optional.of(whole.root().orElseThrow().children().getFirst());
      boolean stuck = new TaskTree(whole.runtime(), whole.backend(), part).isStuck();
      group.cancel();
      return stuck;
    });
  }

  private static void cancelOnceStuck(CancelScope scope) {
    while (TaskTree.captureAll().stream().noneMatch(TaskTree::isStuck)) {
      LockSupport.parkNanos(1_000_000);
    }
    scope.cancel("stuck");
  }

  @Test
  @NeedsRealThreads
  void tasksThatTakeTurnsAreNotStuck() throws Exception {
    var there = MemoryObjectStreams.<Integer>create(0);
    var back = MemoryObjectStreams.<Integer>create(0);

    assertNeverThoughtToHang(
        () -> {
          there.send().send(1);
          back.receive().receive();
        },
        () -> {
          there.receive().receive();
          back.send().send(2);
        });
  }

  @Test
  @NeedsRealThreads
  void locksThatComeFreeMakeNoCircle() throws Exception {
    var one = new Lock();
    var other = new Lock();

    assertNeverThoughtToHang(
        () -> one.run(() -> other.run(() -> Waits.spin(20))),
        () -> {
          other.run(() -> Waits.spin(20));
          one.run(() -> Waits.spin(20));
        });
  }

  /** Lets two tasks go on and on while another thread looks at them. */
  private static void assertNeverThoughtToHang(Action<?> first, Action<?> second) throws Exception {
    var ended = new AtomicBoolean();
    var seen = new AtomicReference<>("");
    Thread looking = Thread.ofPlatform().start(() -> lookAtAll(seen, ended));
    TaskGroup.run(group -> {
      // Alone: who has ended already leaves the other one waiting.
      CancelScope scope = group.cancelScope();
      for (Action<?> step : List.of(first, second)) {
        group.startSoon(() -> {
          while (!ended.get()) {
            step.run();
          }
          scope.cancel();
        });
      }
    });
    Interruptible.run(looking::join);

    assertEquals("", seen.get());
  }

  private static void lookAtAll(AtomicReference<String> seen, AtomicBoolean ended) {
    for (int i = 0; i < 300; i++) {
      for (TaskTree tree : TaskTree.captureAll()) {
        if (tree.isStuck() || !tree.cycles().isEmpty()) {
          seen.set(tree.toText());
        }
      }
    }
    ended.set(true);
  }
}
