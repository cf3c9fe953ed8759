package dev.fairlead.lowlevel;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.FormerTask;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.Ticker;
import dev.fairlead.sync.Acquirable;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.KeyedLock;
import dev.fairlead.sync.Latch;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Promise;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.sync.ReadWriteLock;
import dev.fairlead.sync.ReentrantLock;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.Futures;
import dev.fairlead.thread.Interruptible;
import dev.fairlead.thread.ToThread;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskTreeTest {

  @Test
  void theTreeSaysWhatEveryTaskWaitsFor() {
    TaskGroup.run(group -> {
      group.startSoon(
          o -> o.withName("reader"),
          () ->
              CancelScope.failAfter(ofDays(1), o -> o.withName("request"))
                  .run(() -> Fairlead.sleep(ofDays(2))));
      Fairlead.awaitAllTasksBlocked();

      TaskTree tree = TaskTree.capture();

      TaskTree.Node root = tree.root().orElseThrow();
      assertEquals("main", root.task().name());
      assertTrue(root.waiting().isEmpty());
      TaskTree.Node reader = root.children().get(0);
      assertEquals("reader", reader.task().name());
      assertEquals("sleep", reader.waiting().orElseThrow().reason());
      assertTrue(reader.waiting().orElseThrow().external());
      assertEquals(List.of("request"), reader.scopes());
      assertTrue(reader.deadline().orElseThrow().compareTo(ofDays(1)) <= 0);
      assertTrue(reader.stack().stream().anyMatch(f -> f.getMethodName().contains("Waits")));
      group.cancel();
    });
  }

  @Test
  @NeedsRealThreads
  void theTextShowsTheTreeAndFoldsEqualSiblings() {
    TaskGroup.run(group -> {
      for (int i = 0; i < 100; i++) {
        group.startSoon(o -> o.withName("idler"), Fairlead::sleepForever);
      }
      Fairlead.awaitAllTasksBlocked();

      String text = textOnceAllStacksAreEqual();

      assertTrue(text.contains("idler and 99 like it: waits for"), text);
      assertTrue(String.valueOf(TaskTree.capture()).contains("idler"));
      assertTrue(text.contains("TaskTreeTest"), text);
      group.cancel();
    });
  }

  /** A task that waits may still be on its way to the place where its thread parks. */
  private static String textOnceAllStacksAreEqual() {
    TaskTree tree = TaskTree.capture();
    while (tree.root().orElseThrow().children().stream()
            .map(TaskTree.Node::stack)
            .distinct()
            .count()
        > 1) {
      Checkpoints.yieldNow();
      tree = TaskTree.capture();
    }
    return tree.toText();
  }

  @Test
  void theJsonCanBeEncodedWhateverATaskIsCalled() throws Exception {
    TaskGroup.run(group -> {
      group.startSoon(
          o -> o.withName("half a pair \ud800 and a whole \ud83d\ude00"), Fairlead::sleepForever);
      Fairlead.awaitAllTasksBlocked();

      String json = TaskTree.capture().toJson();
      group.cancel();

      assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(json), json);
      assertTrue(json.contains("half a pair \\ud800 and a whole \\ud83d\\ude00"), json);
    });
  }

  @Test
  void theTextHasOneLineATaskWhateverItIsCalled() {
    TaskGroup.run(
        o -> o.withName("gr\roup"),
        group -> {
          group.startSoon(o -> o.withName("two\nlines\u001b[2J"), Fairlead::sleepForever);
          Fairlead.awaitAllTasksBlocked();

          String text = TaskTree.capture().toText();
          group.cancel();

          assertTrue(text.contains("two\\u000alines\\u001b[2J: waits"), text);
          assertTrue(text.contains("in gr\\u000doup"), text);
        });
  }

  @Test
  @NeedsRealThreads
  void aRunIsShownAsLongAsItWaitsForWhatWasStartedFromOutside() throws Exception {
    var token = new CompletableFuture<RuntimeToken>();
    var goOn = new CountDownLatch(1);
    var stop = new Event();
    Thread run =
        Thread.ofPlatform()
            .start(() ->
                Fairlead.run(
                    o -> o.withName("late"),
                    () -> {
                      token.complete(RuntimeToken.current());
                      Interruptible.run(goOn::await);
                    }));
    CompletableFuture<?> last =
        FromThread.start(
            Futures.await(token),
            () -> {
              CancelScope.shielded().run(stop::await);
              return null;
            });
    goOn.countDown();

    String text = textOf("late");
    while (!text.contains("main: has ended") || !text.contains("waits for an event")) {
      text = textOf("late");
    }

    stop.set();
    Interruptible.run(run::join);
    assertTrue(last.isDone());
  }

  private static String textOf(String runtime) {
    Checkpoints.checkpoint();
    return TaskTree.captureAll().stream()
        .filter(tree -> tree.runtime().equals(runtime))
        .findFirst()
        .orElseThrow()
        .toText();
  }

  @Test
  void theJsonHasOneObjectATask() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("a \"quoted\"\nname"), Fairlead::sleepForever);
      Fairlead.awaitAllTasksBlocked();

      String json = TaskTree.capture().toJson();

      assertTrue(json.startsWith("{\"runtime\":"), json);
      assertTrue(json.contains("\"name\":\"a \\\"quoted\\\"\\u000aname\""), json);
      assertEquals(count(json, '{'), count(json, '}'));
      assertFalse(json.contains(",}") || json.contains(",]"), json);
      group.cancel();
    });
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

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

  @Test
  void managementToolsCanAsk() throws Exception {
    TaskTree.exposeToManagement();
    TaskTree.exposeToManagement();
    var server = ManagementFactory.getPlatformMBeanServer();
    var name = new ObjectName(RuntimesMXBean.OBJECT_NAME);

    Object text = server.invoke(name, "dumpAsText", new Object[0], new String[0]);
    Object json = server.invoke(name, "dumpAsJson", new Object[0], new String[0]);
    String[] names = (String[]) server.getAttribute(name, "Names");

    assertTrue(text.toString().contains("main: runs"), text::toString);
    assertTrue(json.toString().startsWith("[{\"runtime\":"), json::toString);
    assertTrue(names.length > 0);
  }

  @Test
  void aTreeCanBeAsDeepAsItIs() throws Exception {
    int depth = 2_000;

    inGroups(
        depth,
        () -> {
          TaskTree tree = TaskTree.capture();
          assertFalse(tree.isStuck());
          assertEquals(List.of(), tree.cycles());
          assertEquals(depth + 1, tree.toJson().split("\"stack\":", -1).length - 1);
          assertTrue(tree.toText().lines().count() > depth);
        });
  }

  private static void inGroups(int depth, Action<Exception> inside) throws Exception {
    if (depth == 0) {
      inside.run();
    } else {
      TaskGroup.run(group -> group.startSoon(() -> inGroups(depth - 1, inside)));
    }
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
