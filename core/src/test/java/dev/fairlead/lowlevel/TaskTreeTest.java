package dev.fairlead.lowlevel;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.Futures;
import dev.fairlead.thread.Interruptible;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;
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
}
