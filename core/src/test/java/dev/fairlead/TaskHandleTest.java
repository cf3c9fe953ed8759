package dev.fairlead;

import static dev.fairlead.TaskHandle.Status.CANCELLED;
import static dev.fairlead.TaskHandle.Status.CANCELLING;
import static dev.fairlead.TaskHandle.Status.FAILED;
import static dev.fairlead.TaskHandle.Status.FINISHED;
import static dev.fairlead.TaskHandle.Status.PENDING;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskHandleTest {

  @Test
  void awaitReturnsTheValueAnyNumberOfTimes() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> handle = group.startSoon(() -> 42);
      assertEquals(42, handle.await());
      assertEquals(42, handle.await());
      assertEquals(42, handle.result());
      assertEquals(FINISHED, handle.status());
      assertEquals(Optional.empty(), handle.failure());
    });
  }

  @Test
  void severalTasksCanAwaitOne() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> slow =
          group.startSoon(() -> {
            Fairlead.sleep(ofMillis(10));
            return 1;
          });
      var one = group.startSoon(() -> slow.await() + 1);
      var two = group.startSoon(() -> slow.await() + 2);
      assertEquals(5, one.await() + two.await());
    });
  }

  @Test
  void nothingIsKnownBeforeTheEnd() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> handle =
          group.startSoon(() -> {
            Fairlead.sleepForever();
            return 1;
          });
      assertEquals(PENDING, handle.status());
      assertThrows(TaskNotFinishedException.class, handle::result);
      assertThrows(TaskNotFinishedException.class, handle::failure);
      handle.cancel("enough");
      handle.join();
    });
  }

  @Test
  void cancelEndsThisTaskOnly() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> other = group.startSoon(() -> awaitAndReturn(7));
      TaskHandle<Integer> handle = group.startSoon(() -> awaitAndReturn(Integer.MAX_VALUE));
      handle.cancel("not needed");
      assertEquals(7, other.await());
      var thrown = assertThrows(TaskCancelledException.class, handle::await);
      assertTrue(thrown.getMessage().contains("not needed"), thrown::getMessage);
      assertEquals(CANCELLED, handle.status());
      assertThrows(TaskCancelledException.class, handle::result);
      assertThrows(TaskCancelledException.class, handle::failure);
    });
  }

  private static int awaitAndReturn(int millis) {
    Fairlead.sleep(ofMillis(millis));
    return millis;
  }

  @Test
  void aTaskThatReturnsAlthoughCancelledHasFinished() {
    TaskGroup.run(group -> {
      var goOn = new Event();
      TaskHandle<Integer> handle =
          group.startSoon(() -> {
            CancelScope.shielded().run(goOn::await);
            return 42;
          });
      handle.cancel();
      assertEquals(CANCELLING, handle.status());
      goOn.set();
      assertEquals(42, handle.await());
      assertEquals(FINISHED, handle.status());
    });
  }

  @Test
  void aFailureComesWrappedToWhoAwaitsAndPlainlyToTheGroup() {
    IOException failure = new IOException("broken");
    var seen = new AtomicReference<@Nullable TaskHandle<Integer>>();

    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  TaskHandle<Integer> handle =
                      group.startSoon(() -> {
                        throw failure;
                      });
                  seen.set(handle);
                  CancelScope.shielded()
                      .run(() -> {
                        var wrapped = assertThrows(TaskFailedException.class, handle::await);
                        assertEquals(failure, wrapped.getCause());
                      });
                }));

    assertEquals(FAILED, seen.get().status());
    assertEquals(Optional.of(failure), seen.get().failure());
    assertEquals(failure, thrown.exceptions().get(0));
  }

  @Test
  void cancelAndJoinWaitsForTheEnd() {
    TaskGroup.run(group -> {
      TaskHandle<?> handle = group.startSoon(Fairlead::sleepForever);
      handle.cancelAndJoin();
      assertEquals(CANCELLED, handle.status());
    });
  }

  @Test
  void aCancelledWaiterLeavesTheTaskAlone() {
    TaskGroup.run(group -> {
      TaskHandle<?> handle = group.startSoon(Fairlead::sleepForever);
      CancelScope.moveOnAfter(ofMillis(5)).run(handle::join);
      assertEquals(PENDING, handle.status());
      handle.cancelAndJoin();
      assertEquals(CANCELLED, handle.status());
    });
  }

  @Test
  void awaitingOneselfIsAnErrorAndNotAHang() {
    TaskGroup.run(group -> {
      var self = new AtomicReference<@Nullable TaskHandle<?>>();
      TaskHandle<?> handle =
          group.startSoon(() -> {
            Fairlead.awaitAllTasksBlocked();
            assertThrows(IllegalStateException.class, () -> self.get().join());
          });
      self.set(handle);
    });
  }

  @Test
  void namesAreGivenOrSayWhereTheTaskWasStarted() {
    TaskGroup.run(group -> {
      assertEquals("worker", group.startSoon(o -> o.withName("worker"), () -> {}).name());
      String name = group.startSoon(() -> {}).name();
      assertTrue(name.startsWith("TaskHandleTest#"), name);
    });
  }

  @Test
  void aTaskKnowsItsParent() {
    TaskGroup.run(group -> {
      TaskHandle<TaskInfo> child = group.startSoon(Fairlead::currentTask);
      assertEquals(Fairlead.currentTask().id(), child.await().parentId().orElseThrow());
      assertInstanceOf(TaskInfo.class, child.info());
    });
  }

  @Test
  void aGroupForgetsFailuresThatSomebodyHasSeen() {
    TaskGroup.run(group -> {
      var first = new WeakReference<>(seenFailure(group));
      for (int i = 0; i < 1_000; i++) {
        assertTrue(seenFailure(group).getMessage().startsWith("seen"));
      }
      while (!first.refersTo(null)) {
        Checkpoints.yieldNow();
        System.gc();
      }
    });
  }

  private static Throwable seenFailure(TaskGroup group) {
    var task =
        group.startSoon(
            TaskOptions::withFailureToHandle,
            () -> {
              throw new IllegalStateException("seen");
            });
    task.join();
    return task.failure().orElseThrow();
  }
}
