package dev.fairlead;

import static dev.fairlead.Members.messages;
import static dev.fairlead.Members.recordEnd;
import static dev.fairlead.Members.throwIllegalState;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskGroupTest {

  @Test
  void theBlockEndsAfterAllTasks() {
    var done = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 100; i++) {
        group.startSoon(() -> {
          Fairlead.sleep(ofMillis(1));
          done.incrementAndGet();
        });
      }
    });

    assertEquals(100, done.get());
  }

  @Test
  void aTaskCanStartSiblings() {
    var done = new AtomicInteger();

    TaskGroup.run(group -> startTree(group, 6, done));

    assertEquals(63, done.get());
  }

  private static void startTree(TaskGroup group, int depth, AtomicInteger done) {
    if (depth > 0) {
      group.startSoon(() -> {
        done.incrementAndGet();
        startTree(group, depth - 1, done);
        startTree(group, depth - 1, done);
      });
    }
  }

  @Test
  void callReturnsTheBodysValue() {
    assertEquals("value", TaskGroup.call(group -> "value"));
  }

  @Test
  void aFailingTaskCancelsTheOthersAndTheBody() {
    var trail = new CopyOnWriteArrayList<String>();

    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  group.startSoon(() -> recordEnd(trail, "sibling"));
                  group.startSoon(() -> {
                    Fairlead.awaitAllTasksBlocked();
                    throw new IOException("broken");
                  });
                  recordEnd(trail, "body");
                }));

    assertEquals(List.of("broken"), messages(thrown));
    assertEquals(Set.of("sibling", "body"), Set.copyOf(trail));
  }

  @Test
  void theBodysFailureComesFirst() {
    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  group.startSoon(() -> {
                    try {
                      Fairlead.sleepForever();
                    } finally {
                      throwIllegalState("task");
                    }
                  });
                  Fairlead.awaitAllTasksBlocked();
                  throw new IOException("body");
                }));

    assertEquals(List.of("body", "task"), messages(thrown));
    assertSame(thrown.exceptions().get(0), thrown.getCause());
    assertSame(thrown.exceptions().get(1), thrown.getSuppressed()[0]);
  }

  @Test
  void anEndedGroupRefusesTasksAndSaysSo() {
    var escaped = new AtomicReference<@Nullable TaskGroup>();
    TaskGroup.run(o -> o.withName("early"), escaped::set);

    var thrown = assertThrows(IllegalStateException.class, () -> escaped.get().startSoon(() -> {}));

    assertTrue(thrown.getMessage().contains("\"early\" has ended"), thrown::getMessage);
  }

  @Test
  void aSealedGroupRefusesTasks() {
    TaskGroup.run(group -> {
      group.seal();
      assertThrows(IllegalStateException.class, () -> group.startSoon(() -> {}));
    });
  }

  @Test
  void aForeignThreadCanStartTasks() {
    var ran = new AtomicReference<@Nullable String>();

    TaskGroup.run(group -> {
      Thread foreign =
          Thread.ofPlatform()
              .start(() -> group.startSoon(() -> ran.set(Fairlead.currentTask().name())));
      foreign.join();
    });

    assertTrue(ran.get().startsWith("TaskGroupTest#"), ran::get);
  }

  @Test
  void awaitIdleWaitsForTheTasksWithoutLeaving() {
    var trail = new CopyOnWriteArrayList<String>();

    TaskGroup.run(group -> {
      var goOn = new Event();
      group.startSoon(() -> {
        goOn.await();
        Fairlead.sleep(ofMillis(5));
        trail.add("task");
      });
      assertEquals(1, group.activeCount());
      goOn.set();
      group.awaitIdle();
      trail.add("idle");
      assertEquals(0, group.activeCount());
      group.startSoon(() -> trail.add("one more"));
    });

    assertEquals(List.of("task", "idle", "one more"), trail);
  }

  @Test
  void aHundredThousandShortTasksLeaveNothingBehind() {
    Set<Long> ids = ConcurrentHashMap.newKeySet();

    TaskGroup.run(group -> {
      for (int i = 0; i < 100_000; i++) {
        group.startSoon(() -> ids.add(Fairlead.currentTask().id()));
      }
    });

    assertEquals(100_000, ids.size());
    assertFalse(ids.contains(Fairlead.currentTask().id()));
  }

  @Test
  void aTaskOfTheGroupCannotWaitForItToBeIdle() {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        assertThrows(IllegalStateException.class, group::awaitIdle);
        TaskGroup.run(inner ->
            inner.startSoon(() -> assertThrows(IllegalStateException.class, group::awaitIdle)));
      });
      group.startSoon(
          o -> o.withService(),
          () -> {
            group.awaitIdle();
            group.cancel();
          });
      Fairlead.sleepForever();
    });
  }
}
