package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.CarrierOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierLoopTest {

  private final LoopClock clock = new LoopClock();
  private final CarrierLoop loop = new CarrierLoop(clock, "test-loop", CarrierOptions.defaults());
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void closeLoop() {
    loop.close();
  }

  private CarrierStrand start(String name, Runnable body) {
    var strand = new CarrierStrand(loop, name, body);
    strand.start();
    return strand;
  }

  private void awaitDone() throws InterruptedException {
    assertTrue(done.await(15, TimeUnit.SECONDS));
  }

  @Test
  void tasksRunOneAfterTheOtherInTheOrderTheyBecameReady() throws Exception {
    List<String> trail = new ArrayList<>(); // no lock: one thread runs them all
    start(
        "first",
        () -> {
          for (String name : List.of("a", "b", "c")) {
            start(
                name,
                () -> {
                  trail.add(name + "1");
                  Thread.yield();
                  trail.add(name + "2");
                });
          }
          start("last", () -> start("after all", done::countDown));
        });
    awaitDone();

    assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "c2"), trail);
  }

  @Test
  void tasksRunOnTheThreadOfTheLoop() throws Exception {
    var seen = new CarrierStrand[1];
    var mounted = new Thread[1];
    start(
        "task",
        () -> {
          seen[0] =
              start(
                  "child",
                  () -> {
                    mounted[0] = loop.mounted();
                    done.countDown();
                  });
        });
    awaitDone();

    assertSame(seen[0].thread(), mounted[0]);
    assertTrue(seen[0].thread().isVirtual());
    assertTrue(seen[0].thread().toString().contains("child"));
  }

  @Test
  void aTaskWokenFromAnotherThreadRuns() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      var go = new AtomicBoolean();
      var over = new CountDownLatch(1);
      var strand =
          start(
              "sleeper",
              () -> {
                while (!go.get()) {
                  LockSupport.park();
                }
                over.countDown();
              });
      go.set(true);
      strand.unpark();
      assertTrue(over.await(15, TimeUnit.SECONDS));
    }
  }

  @Test
  void timersExpireAlthoughTasksNeverStopToRun() throws Exception {
    var stop = new AtomicBoolean();
    for (int i = 0; i < 3; i++) {
      start(
          "busy",
          () -> {
            while (!stop.get()) {
              Thread.yield();
            }
          });
    }
    loop.timers().newTimer(done::countDown).arm(clock.nanoTime() + 1_000_000);
    awaitDone();
    stop.set(true);
  }

  @Test
  void aTaskIsAloneUntilThereIsSomethingElseToDo() throws Exception {
    List<Boolean> alone = new ArrayList<>();
    start(
        "task",
        () -> {
          alone.add(loop.isAlone());
          start("other", () -> {});
          alone.add(loop.isAlone());
          Thread.yield();
          alone.add(loop.isAlone());
          loop.timers().newTimer(() -> {}).arm(clock.nanoTime() + 1_000_000);
          while (loop.isAlone()) {
            Thread.onSpinWait();
          }
          done.countDown();
        });
    awaitDone();

    assertEquals(List.of(true, false, true), alone);
  }

  @Test
  void whoRunsForLongAloneLetsInWhoComesFromAnotherThread() throws Exception {
    var stop = new AtomicBoolean();
    var running = new CountDownLatch(1);
    var busy = new CarrierStrand[1];
    busy[0] =
        new CarrierStrand(
            loop,
            "busy",
            () -> {
              running.countDown();
              while (!stop.get()) {
                busy[0].yieldAfterLong();
              }
            });
    busy[0].start();
    assertTrue(running.await(15, TimeUnit.SECONDS));

    start("other", done::countDown);
    awaitDone();
    stop.set(true);
  }

  @Test
  void aThreadThatATaskHasStartedByItselfMayOutliveTheLoop() throws Exception {
    var parked = new CountDownLatch(1);
    var stray = new Thread[1];
    var go = new AtomicBoolean();
    start(
        "parent",
        () ->
            stray[0] =
                Thread.startVirtualThread(() -> {
                  parked.countDown();
                  while (!go.get()) {
                    LockSupport.park();
                  }
                  done.countDown();
                }));
    assertTrue(parked.await(15, TimeUnit.SECONDS));
    loop.close();

    go.set(true);
    LockSupport.unpark(stray[0]);
    awaitDone();
  }

  @Test
  void closingEndsTheThread() throws Exception {
    start("task", done::countDown);
    awaitDone();
    loop.close();

    assertEquals(Thread.State.TERMINATED, loop.thread().getState());
    assertNull(loop.mounted());
  }
}
