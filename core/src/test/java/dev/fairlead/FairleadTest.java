package dev.fairlead;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.GivenEveryBackend;
import dev.fairlead.testsupport.InVirtualTime;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FairleadTest {

  @GivenEveryBackend
  void callReturnsTheBodysValue(Backend backend) {
    assertEquals(42, (int) Fairlead.call(o -> o.withBackend(backend), () -> 42));
  }

  @GivenEveryBackend
  void runThrowsExactlyWhatTheBodyThrew(Backend backend) {
    IOException failure = new IOException("body");

    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                Fairlead.run(
                    o -> o.withBackend(backend),
                    () -> {
                      throw failure;
                    }));

    assertSame(failure, thrown);
  }

  @GivenEveryBackend
  void anInterruptOfTheCallerCancelsTheRun(Backend backend) throws Exception {
    var running = new CountDownLatch(1);
    var thrown = new AtomicReference<@Nullable Throwable>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              thrown.set(
                  assertThrows(
                      RunCancelledException.class,
                      () ->
                          Fairlead.run(
                              o -> o.withBackend(backend),
                              () -> {
                                running.countDown();
                                Fairlead.sleepForever();
                              })));
              assertTrue(Thread.interrupted());
            });
    running.await();
    caller.interrupt();
    caller.join();

    var cancelled = assertInstanceOf(RunCancelledException.class, thrown.get());
    assertInstanceOf(CancelCause.Interrupted.class, cancelled.cancelCause());
  }

  @GivenEveryBackend
  void severalRuntimesLiveSideBySide(Backend backend) throws Exception {
    var threads = new ArrayList<Thread>();
    var sums = new ArrayList<AtomicReference<@Nullable Integer>>();
    for (int i = 0; i < 8; i++) {
      var sum = new AtomicReference<@Nullable Integer>();
      sums.add(sum);
      threads.add(
          Thread.ofPlatform()
              .start(() -> sum.set(Fairlead.call(o -> o.withBackend(backend), () -> napping(5)))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertTrue(sums.stream().allMatch(sum -> sum.get() == 5));
  }

  private static int napping(int naps) {
    for (int i = 0; i < naps; i++) {
      Fairlead.sleep(ofMillis(2));
    }
    return naps;
  }

  @Test
  void outsideARuntimeTheErrorSaysWhatToDo() {
    var thrown = assertThrows(NoRuntimeException.class, () -> Fairlead.sleep(ofMillis(1)));

    assertTrue(thrown.getMessage().contains("Fairlead.run"), thrown::getMessage);
  }

  @InVirtualTime
  void sleepersWakeInTheOrderOfTheirTimes() {
    var order = new ArrayList<Integer>();
    Deadline start = Fairlead.currentTime().plus(ofMillis(20));

    TaskGroup.run(group -> {
      for (int i : new int[] {4, 1, 3, 0, 2}) {
        group.startSoon(() -> {
          Fairlead.sleepUntil(start.plus(ofMillis(i * 20L)));
          synchronized (order) {
            order.add(i);
          }
        });
      }
    });

    assertEquals(List.of(0, 1, 2, 3, 4), order);
  }

  @Nested
  @ForEveryBackend
  class InATask {

    @Test
    void aSecondRunInsideATaskIsRefused() {
      var thrown = assertThrows(IllegalStateException.class, () -> Fairlead.run(() -> {}));

      assertTrue(thrown.getMessage().contains("TaskGroup"), thrown::getMessage);
    }

    @Test
    void sleepTakesAtLeastItsTime() {
      Deadline due = Deadline.after(ofMillis(20));

      Fairlead.sleep(ofMillis(20));

      assertFalse(Fairlead.currentTime().isBefore(due));
    }

    @Test
    void sleepingForNoTimeIsACheckpointAllTheSame() {
      assertIsCheckpoint(() -> Fairlead.sleep(ZERO));
      assertIsCheckpoint(() -> Fairlead.sleepUntil(Deadline.PASSED));
    }

    private void assertIsCheckpoint(Action<RuntimeException> action) {
      CancelScope scope = CancelScope.create();
      scope.cancel();
      scope.run(action);
      assertTrue(scope.cancelledCaught());
    }

    @Test
    @NeedsRealThreads
    void anInterruptFromOutsideCancelsThatTaskOnly() {
      TaskGroup.run(group -> {
        var thread = new AtomicReference<@Nullable Thread>();
        TaskHandle<?> interrupted =
            group.startSoon(() -> {
              thread.set(Thread.currentThread());
              Fairlead.sleepForever();
            });
        Fairlead.awaitAllTasksBlocked();
        thread.get().interrupt();
        interrupted.join();
        assertEquals(TaskHandle.Status.CANCELLED, interrupted.status());
      });
      assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void allTasksBlockedMeansAll() {
      var trail = new ArrayList<String>();

      TaskGroup.run(group -> {
        for (int i = 0; i < 50; i++) {
          group.startSoon(() -> {
            for (int j = 0; j < 20; j++) {
              Fairlead.sleep(ZERO);
            }
            synchronized (trail) {
              trail.add("blocks");
            }
            Fairlead.sleepForever();
          });
        }
        Fairlead.awaitAllTasksBlocked();
        assertEquals(50, trail.size());
        group.cancel();
      });
    }

    @Test
    void runningTasksListsParentsBeforeChildren() {
      TaskGroup.run(group -> {
        group.startSoon(o -> o.withName("child"), Fairlead::sleepForever);
        Fairlead.awaitAllTasksBlocked();
        List<String> names = Fairlead.runningTasks().stream().map(TaskInfo::name).toList();
        assertEquals(List.of("main", "child"), names);
        group.cancel();
      });
    }

    @Test
    void pendingCancellationIsWhatTheNextCheckpointWouldDo() {
      CancelScope scope = CancelScope.create();
      TaskInfo me = Fairlead.currentTask();

      scope.run(() -> {
        assertFalse(me.hasPendingCancellation());
        scope.cancel();
        assertTrue(me.hasPendingCancellation());
        CancelScope.shielded().run(() -> assertFalse(me.hasPendingCancellation()));
      });
      assertFalse(me.hasPendingCancellation());
    }

    @Test
    void onlyTheDeadlineThatIsDueExpiresAmongManyAroundOneTask() {
      CancelScope scope = CancelScope.failAfter(ofSeconds(100));

      scope.run(() -> nest(100));

      assertFalse(scope.cancelCalled());
    }

    private void nest(int depth) {
      CancelScope scope = CancelScope.moveOnAfter(depth == 0 ? ofMillis(5) : ofSeconds(50));
      scope.run(depth == 0 ? Fairlead::sleepForever : () -> nest(depth - 1));
      assertEquals(depth == 0, scope.cancelledCaught());
    }
  }
}
