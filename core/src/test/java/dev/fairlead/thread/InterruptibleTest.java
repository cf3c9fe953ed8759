package dev.fairlead.thread;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class InterruptibleTest {

  private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();

  @Test
  void returnsWhatTheCodeReturned() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> taker = group.startSoon(() -> Interruptible.call(queue::take));
      Fairlead.awaitAllTasksBlocked();
      queue.add(5);

      assertEquals(5, taker.await());
    });
  }

  @Test
  void throwsWhatTheCodeThrew() {
    assertThrows(
        IOException.class,
        () ->
            Interruptible.run(() -> {
              throw new IOException("own");
            }));
    assertThrows(
        InterruptedIOException.class,
        () ->
            Interruptible.run(() -> {
              throw new InterruptedIOException("a timeout of its own");
            }));
  }

  @Test
  void aCancellationInterruptsTheCode() {
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(5));

    scope.run(() -> Interruptible.call(queue::take));

    assertTrue(scope.cancelledCaught());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void inACancelledScopeTheCodeDoesNotRun() {
    queue.add(1);
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      Interruptible.call(queue::take);
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(1, queue.size());
  }

  @Test
  void aShieldHidesTheCancellation() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> taker =
          group.startSoon(() ->
              CancelScope.shielded()
                  .<Integer, RuntimeException>call(() -> Interruptible.call(queue::take)));
      Fairlead.awaitAllTasksBlocked();
      taker.cancel();
      queue.add(3);
      taker.join();

      assertEquals(3, taker.result());
    });
  }

  @Test
  void codeThatReturnsAllTheSameHasItsValueReturned() {
    var value = new AtomicInteger();
    CancelScope scope = CancelScope.create();
    var inside = new CountDownLatch(1);

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() -> {
            value.set(Interruptible.call(() -> takeOrSeven(inside)));
            Checkpoints.checkpoint();
            value.set(-1);
          }));
      Interruptible.run(inside::await);
      scope.cancel();
    });

    assertEquals(7, value.get());
    assertTrue(scope.cancelledCaught());
  }

  private int takeOrSeven(CountDownLatch inside) {
    inside.countDown();
    try {
      return queue.take();
    } catch (InterruptedException e) {
      return 7;
    }
  }

  @Test
  void noInterruptComesOnceTheCallHasReturned() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      CancelScope scope = CancelScope.create();
      var entered = new CountDownLatch(1);
      Thread canceller =
          Thread.ofPlatform()
              .start(() -> {
                awaitQuietly(entered);
                scope.cancel();
              });
      scope.run(() -> Interruptible.run(entered::countDown));
      Interruptible.run(canceller::join);
      assertFalse(Thread.interrupted());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasTakenInTheMomentOfTheCancellationIsNotLost() {
    var permits = new Semaphore(0);
    int rounds = 300;
    var taken = new AtomicInteger();
    for (int i = 0; i < rounds; i++) {
      TaskGroup.run(group -> {
        TaskHandle<?> taker =
            group.startSoon(() -> {
              Interruptible.run(permits::acquire);
              taken.incrementAndGet();
            });
        Checkpoints.yieldNow();
        permits.release();
        taker.cancel();
      });
    }

    assertEquals(rounds, taken.get() + permits.availablePermits());
  }

  @Test
  void anInterruptFromOutsideCancelsTheTask() {
    var thread = new AtomicReference<Thread>();

    TaskGroup.run(group -> {
      TaskHandle<?> taker =
          group.startSoon(() -> {
            thread.set(Thread.currentThread());
            Interruptible.call(queue::take);
          });
      Fairlead.awaitAllTasksBlocked();
      thread.get().interrupt();
      taker.join();

      assertEquals(TaskHandle.Status.CANCELLED, taker.status());
    });
  }

  @Test
  void anInterruptFromOutsideInsideAShieldIsAnError() {
    var thread = new AtomicReference<Thread>();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          CancelScope.shielded()
              .run(() -> {
                thread.set(Thread.currentThread());
                assertThrows(IllegalStateException.class, () -> Interruptible.call(queue::take));
              }));
      Fairlead.awaitAllTasksBlocked();
      thread.get().interrupt();
    });
  }
}
