package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenLockException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ReadWriteLockTest {

  private final ReadWriteLock lock = new ReadWriteLock();

  @Test
  void readersShare() {
    TaskGroup.run(group -> {
      var leave = new Event();
      group.startSoon(() -> lock.read().run(leave::await));
      Fairlead.awaitAllTasksBlocked();

      assertTrue(lock.read().tryAcquire());
      assertEquals(2, lock.statistics().inside().size());

      lock.read().release();
      leave.set();
    });
    assertEquals(List.of(), lock.statistics().inside());
  }

  @Test
  void aWriterIsAlone() {
    lock.write()
        .run(() ->
            TaskGroup.run(group ->
                group.startSoon(() -> {
                  assertFalse(lock.read().tryAcquire());
                  assertFalse(lock.write().tryAcquire());
                  assertFalse(lock.read().tryAcquire(Duration.ofMillis(5)));
                })));

    assertTrue(lock.write().tryAcquire(Duration.ZERO));
    assertTrue(lock.statistics().writing());
    lock.write().release();
  }

  @Test
  void aReaderDoesNotOvertakeAWaitingWriter() {
    var order = new ArrayList<String>();
    TaskGroup.run(group -> {
      lock.read().acquire();
      group.startSoon(() -> lock.write().run(() -> order.add("writer")));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(() -> lock.read().run(() -> order.add("reader")));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), order);
      lock.read().release();
    });
    assertEquals(List.of("writer", "reader"), order);
  }

  @Test
  void readersThatWaitTogetherEnterTogether() {
    TaskGroup.run(group -> {
      var leave = new Event();
      lock.write().acquire();
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> lock.read().run(leave::await));
        Fairlead.awaitAllTasksBlocked();
      }

      lock.write().release();

      assertEquals(3, lock.statistics().inside().size());
      leave.set();
    });
  }

  @Test
  void aWriterThatGivesUpLetsTheReadersBehindItIn() {
    TaskGroup.run(group -> {
      lock.read().acquire();
      CancelScope scope = CancelScope.create();
      group.startSoon(() -> scope.run(() -> lock.write().acquire()));
      Fairlead.awaitAllTasksBlocked();
      var reading = group.startSoon(() -> lock.read().call(() -> "read"));
      Fairlead.awaitAllTasksBlocked();

      scope.cancel();

      assertEquals("read", reading.await());
      lock.read().release();
    });
  }

  @Test
  void itIsNotReentrant() {
    lock.read().acquire();
    assertThrows(IllegalStateException.class, () -> lock.read().acquire());
    assertThrows(IllegalStateException.class, () -> lock.write().acquire());
    lock.read().release();

    lock.write().acquire();
    assertThrows(IllegalStateException.class, () -> lock.read().tryAcquire());
    lock.write().release();
  }

  @Test
  void eachSideIsReleasedByThoseWhoAcquiredIt() {
    assertThrows(IllegalStateException.class, () -> lock.read().release());

    lock.read().acquire();
    assertThrows(IllegalStateException.class, () -> lock.write().release());
    lock.read().release();
  }

  @Test
  void aCancelledAcquireLeavesTheLockAlone() throws Exception {
    Waits.assertCancelledBefore(() -> lock.read().acquire());
    Waits.assertCancelledBefore(() -> lock.write().acquire());
    assertEquals(List.of(), lock.statistics().inside());

    lock.write().acquire();
    Waits.assertCancelledWhileWaiting(() -> lock.read().acquire());
    Waits.assertCancelledWhileWaiting(() -> lock.write().acquire());
    assertEquals(0, lock.statistics().tasksWaiting());
    lock.write().release();
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    lock.write().acquire();
    Waits.race(
        1000,
        () -> lock.read().run(() -> {}),
        () -> lock.write().release(),
        succeeded -> {
          assertEquals(List.of(), lock.statistics().inside());
          lock.write().acquire();
        });
    lock.write().release();
  }

  @Test
  void aTaskThatEndsInsideBreaksTheLock() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("careless"), () -> lock.read().acquire()).join();

      var thrown = assertThrows(BrokenLockException.class, () -> lock.write().acquire());

      assertEquals("careless", thrown.owner().name());
      assertThrows(BrokenLockException.class, () -> lock.read().tryAcquire());
    });
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> lock.read().acquire());
    Waits.assertNeedsATask(() -> lock.write().tryAcquire());
  }

  @Test
  void writersAreAloneWhateverIsCancelled() {
    var readers = new AtomicInteger();
    var writers = new AtomicInteger();
    TaskGroup.run(group -> {
      for (int i = 0; i < 6; i++) {
        var random = new Random(i);
        boolean writes = i % 3 == 0;
        var mine = writes ? writers : readers;
        group.startSoon(() -> {
          for (int round = 0; round < 200; round++) {
            CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(60_000)))
                .run(() ->
                    (writes ? lock.write() : lock.read())
                        .run(() -> {
                          mine.incrementAndGet();
                          try {
                            assertTrue(writers.get() == 0 || (writes && readers.get() == 0));
                            assertTrue(writers.get() <= 1);
                            if (random.nextInt(3) == 0) {
                              Checkpoints.yieldNow();
                            }
                          } finally {
                            mine.decrementAndGet();
                          }
                        }));
          }
        });
      }
    });
    assertEquals(List.of(), lock.statistics().inside());
    assertEquals(0, lock.statistics().tasksWaiting());
  }

  @Test
  void aBrokenLockSaysSo() {
    TaskGroup.run(group -> group.startSoon(o -> o.withName("gone"), () -> lock.read().acquire()));

    assertTrue(lock.toString().contains("broken by the end of task gone"), lock::toString);
  }

  @Test
  void aPermitThatAnotherReaderTriesToCloseIsStillTheOwners() {
    TaskGroup.run(group -> {
      try (Permit permit = lock.read().hold()) {
        group
            .startSoon(() ->
                lock.read()
                    .run(() -> {
                      assertThrows(IllegalStateException.class, permit::close);
                      assertEquals(2, lock.statistics().inside().size());
                    }))
            .await();
        assertEquals(List.of(Fairlead.currentTask()), lock.statistics().inside());
      }
    });

    assertEquals(List.of(), lock.statistics().inside());
  }
}
