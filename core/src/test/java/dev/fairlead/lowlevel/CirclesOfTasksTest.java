package dev.fairlead.lowlevel;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.FormerTask;
import dev.fairlead.sync.Acquirable;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.KeyedLock;
import dev.fairlead.sync.Latch;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.ReadWriteLock;
import dev.fairlead.sync.ReentrantLock;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.ToThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks of which each waits for the next are found, and no others. */
@ForEveryBackend
class CirclesOfTasksTest {

  @Test
  void tasksThatWaitForEachOtherAreReported() {
    TaskGroup.run(group -> {
      var first = new AtomicReference<@Nullable TaskHandle<?>>();
      var second = new AtomicReference<@Nullable TaskHandle<?>>();
      first.set(group.startSoon(o -> o.withName("first"), () -> awaitOther(second)));
      second.set(group.startSoon(o -> o.withName("second"), () -> awaitOther(first)));
      Fairlead.awaitAllTasksBlocked();

      TaskTree tree = TaskTree.capture();

      assertEquals(1, tree.cycles().size());
      assertEquals(
          List.of("first", "second"),
          tree.cycles().get(0).stream().map(TaskInfo::name).sorted().toList());
      assertTrue(tree.toText().contains("tasks wait for each other"), tree::toText);
      group.cancel();
    });
  }

  @Test
  void twoLocksTakenInTwoOrdersAreReported() {
    var one = new Lock();
    var other = new Lock();
    assertCycleOf(one, other, "a lock held by task second");
  }

  @Test
  void locksOfSeveralKindsInACircleAreReported() {
    var readWrite = new ReadWriteLock();
    var limiter = new CapacityLimiter(1);
    assertCycleOf(readWrite.write(), limiter, "1 of 1 tokens borrowed");
    assertCycleOf(
        new KeyedLock<String>().of("a"), new ReentrantLock(), "a lock held by task second");
  }

  @Test
  @NeedsRealThreads
  void threadsThatWaitForEachOthersTokensAreReported() {
    var one = new CapacityLimiter(1);
    var other = new CapacityLimiter(1);
    var meet = new Latch(2);
    TaskGroup.run(group -> {
      group.startSoon(() -> hop(one, other, meet));
      group.startSoon(() -> hop(other, one, meet));

      TaskTree tree = captureOnceInACircle();

      assertEquals(4, tree.cycles().get(0).size(), tree::toText);
      group.cancel();
    });
  }

  private static void hop(CapacityLimiter outer, CapacityLimiter inner, Latch meet) {
    ToThread.run(
        o -> o.withLimiter(outer),
        () ->
            FromThread.run(() -> {
              meet.countDown();
              meet.await();
              ToThread.run(o -> o.withLimiter(inner), () -> {});
            }));
  }

  @Test
  @NeedsRealThreads
  void aTaskThatHasTheLastTokenItNeedsIsReported() {
    var limiter = new CapacityLimiter(1);
    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.run(() -> ToThread.run(o -> o.withLimiter(limiter), () -> {})));

      assertEquals(1, captureOnceInACircle().cycles().get(0).size());
      group.cancel();
    });
  }

  private static void nested(Acquirable outer, Acquirable inner, Latch meet) {
    outer.run(() -> {
      meet.countDown();
      meet.await();
      inner.run(() -> {});
    });
  }

  private static void assertCycleOf(Acquirable one, Acquirable other, String waitsFor) {
    var meet = new Latch(2);
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("first"), () -> nested(one, other, meet));
      group.startSoon(o -> o.withName("second"), () -> nested(other, one, meet));
      TaskTree tree = captureOnceInACircle();

      assertEquals(
          List.of("first", "second"),
          tree.cycles().get(0).stream().map(TaskInfo::name).sorted().toList());
      assertTrue(tree.toText().contains(waitsFor), tree::toText);
      group.cancel();
    });
  }

  private static TaskTree captureOnceInACircle() {
    TaskTree tree = TaskTree.capture();
    while (tree.cycles().isEmpty()) {
      Checkpoints.yieldNow();
      tree = TaskTree.capture();
    }
    return tree;
  }

  private static void awaitOther(AtomicReference<@Nullable TaskHandle<?>> other) {
    while (other.get() == null) {
      Checkpoints.yieldNow();
    }
    other.get().join();
  }

  @Test
  void aLongLineIsNoCircleUntilItsEndsMeet() {
    int length = 30_000;
    assertEquals(List.of(), line(length, 0).cycles());
    TaskTree circle = line(length, 1);
    assertEquals(List.of(length), circle.cycles().stream().map(List::size).toList());
    assertTrue(circle.isStuck());
  }

  /** Tasks of which each waits for the next, and the last for another one. */
  private static TaskTree line(int length, int lastWaitsFor) {
    var nodes = new ArrayList<TaskTree.Node>();
    for (int id = 1; id <= length; id++) {
      nodes.add(waiting(id, id < length ? id + 1 : lastWaitsFor, List.of()));
    }
    return new TaskTree("made", "nothing", Optional.of(waiting(-1, 0, nodes)));
  }

  private static TaskTree.Node waiting(long id, long awaited, List<TaskTree.Node> children) {
    var wait = new TaskTree.Wait("a turn", ofDays(1), List.of(task(awaited)), false);
    return new TaskTree.Node(
        task(id),
        Optional.of(wait),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        children);
  }

  private static TaskInfo task(long id) {
    return new FormerTask(id, 0, "task " + id, false, null);
  }
}
