package dev.fairlead.thread;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Code that is to be interrupted, and calls the library in its turn. */
@ForEveryBackend(except = "simulated")
class InterruptibleInsideTest {

  private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();

  @Test
  void aCancellationThatCameBeforeAShieldInsideInterruptsBehindIt() {
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        Interruptible.run(() -> {
          scope.cancel("while the code runs");
          CancelScope.shielded().run(() -> assertFalse(Thread.currentThread().isInterrupted()));
          CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(1)));
          assertTrue(Thread.currentThread().isInterrupted());
          queue.take();
        }));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void codeThatCallsBackIntoTheLibraryIsCancelledAsWell() {
    CancelScope scope = CancelScope.create();
    var after = new CountDownLatch(1);

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        scope.run(() ->
            Interruptible.run(() -> {
              Fairlead.sleep(ZERO);
              after.countDown();
              queue.take();
            }));
        Checkpoints.checkpoint();
      });
      Interruptible.run(after::await);
      scope.cancel();
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void oneInsideAnotherLeavesTheOuterOneInterruptible() {
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(5));

    scope.run(() ->
        Interruptible.run(() -> {
          Interruptible.run(() -> {});
          queue.take();
        }));

    assertTrue(scope.cancelledCaught());
    Checkpoints.checkpoint();
  }

  @Test
  void codeThatReturnsAllTheSameInsideAnotherLeavesTheInterruptToThat() {
    CancelScope scope = CancelScope.create();
    var inside = new CountDownLatch(1);
    var after = new AtomicInteger();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              Interruptible.run(() -> {
                Interruptible.run(() -> takeInVain(inside, after));
                queue.take();
              })));
      Interruptible.run(inside::await);
      scope.cancel();
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(1, after.get());
  }

  private void takeInVain(CountDownLatch inside, AtomicInteger after) {
    inside.countDown();
    try {
      queue.take();
    } catch (InterruptedException e) {
      after.incrementAndGet();
    }
  }

  @Test
  void aScopeInsideEndsWhatIsInsideTheScopeAlone() {
    queue.add(5);
    CancelScope inner = CancelScope.moveOnAfter(ofMillis(5));
    CancelScope waiting = CancelScope.moveOnAfter(ofMillis(5));

    int taken =
        Interruptible.call(() -> {
          inner.run(() -> new CountDownLatch(1).await());
          waiting.run(Fairlead::sleepForever);
          return queue.take();
        });

    assertEquals(5, taken);
    assertTrue(inner.cancelledCaught());
    assertTrue(waiting.cancelledCaught());
    Checkpoints.checkpoint();
  }

  @Test
  void aDeadlineInsideIsADeadline() {
    assertThrows(
        DeadlineExceededException.class,
        () -> Interruptible.call(() -> CancelScope.failAfter(ofMillis(5)).call(queue::take)));

    Checkpoints.checkpoint();
  }

  @Test
  void afterAScopeInsideACancellationStillInterrupts() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              Interruptible.run(() -> {
                CancelScope.moveOnAfter(ofMillis(5)).run(() -> queue.take());
                queue.take();
              })));
      Fairlead.sleep(ofMillis(20));
      scope.cancel();
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aGroupInsideEndsItsBodyAlone() {
    queue.add(5);

    int taken =
        Interruptible.call(() -> {
          var thrown =
              assertThrows(
                  ExceptionGroup.class,
                  () ->
                      TaskGroup.run(group -> {
                        group.startSoon(() -> {
                          throw new IOException("down");
                        });
                        new CountDownLatch(1).await();
                      }));
          assertEquals("down", thrown.single().orElseThrow().getMessage());
          return queue.take();
        });

    assertEquals(5, taken);
    Checkpoints.checkpoint();
  }

  @Test
  void whatItWaitsForIsKnownAfterAWaitInsideToo() {
    var slept = new CountDownLatch(1);

    TaskGroup.run(group -> {
      TaskHandle<?> taker =
          group.startSoon(() ->
              Interruptible.run(() -> {
                Fairlead.sleep(ofMillis(1));
                slept.countDown();
                queue.take();
              }));
      Interruptible.run(slept::await);
      Fairlead.awaitAllTasksBlocked();
      assertTrue(taker.info().waitingFor().isPresent());
      taker.cancel();
    });
  }
}
