package dev.fairlead.testing.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tasks that block outside of the library, and lose the baton to others. */
class SchedulerTest {

  private static final Scheduler.Troubles NONE =
      new Scheduler.Troubles() {
        @Override
        public boolean stuck(Scheduler scheduler) {
          throw new AssertionError("stuck");
        }

        @Override
        public void endless(Scheduler scheduler, long steps) {
          throw new AssertionError("endless");
        }

        @Override
        public void actionFailed(Scheduler scheduler, Throwable thrown) {
          throw new AssertionError(thrown);
        }
      };

  private final TraceLog log = new TraceLog(100);
  private final ConcurrentLinkedQueue<String> trail = new ConcurrentLinkedQueue<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private Scheduler scheduler(Strategy strategy) {
    return new Scheduler(strategy, log, NONE, false, 1_000);
  }

  private SimulatedStrand strand(Scheduler scheduler, Runnable body) {
    return new SimulatedStrand(scheduler, "task", log.number("task"), body);
  }

  private void leave(Scheduler scheduler, SimulatedStrand strand) {
    assertTrue(scheduler.leaveBehind(strand, () -> trail.add("left behind")));
  }

  /** As a task does that has been woken just now, and chooses already what runs next. */
  @Test
  void whoDoesNotBlockAnyMoreKeepsTheBaton() throws InterruptedException {
    var choices = new AtomicInteger();
    Scheduler scheduler =
        scheduler((ready, _) -> {
          if (choices.incrementAndGet() == 2) {
            reached.countDown();
            while (goOn.getCount() > 0) {
              Thread.onSpinWait();
            }
          }
          return ready.get(0);
        });
    var strand = new SimulatedStrand[1];
    strand[0] =
        strand(
            scheduler,
            () -> {
              scheduler.yieldNow(strand[0]);
              trail.add("went on");
            });
    strand[0].start();
    reached.await();

    boolean left = scheduler.leaveBehind(strand[0], () -> trail.add("left behind"));

    goOn.countDown();
    strand[0].thread().join();
    assertFalse(left);
    assertEquals(List.of("went on"), List.copyOf(trail));
    assertEquals(2, choices.get());
  }

  @Test
  void whoBlocksIsLeftBehindAndComesBackIntoLine() throws InterruptedException {
    Scheduler scheduler = scheduler((ready, _) -> ready.get(0));
    var blocking = new SimulatedStrand[1];
    blocking[0] =
        strand(
            scheduler,
            () -> {
              block();
              scheduler.yieldNow(blocking[0]);
              trail.add("back");
            });
    SimulatedStrand other = strand(scheduler, () -> trail.add("other"));
    blocking[0].start();
    Awaitility.await().until(blocking[0]::isBlocked);
    other.start();

    leave(scheduler, blocking[0]);
    other.thread().join();
    goOn.countDown();
    blocking[0].thread().join();

    assertEquals(List.of("left behind", "other", "back"), List.copyOf(trail));
  }

  private void block() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
