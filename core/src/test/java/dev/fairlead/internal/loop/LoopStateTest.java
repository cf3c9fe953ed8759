package dev.fairlead.internal.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who waits until a loop that sleeps works again. */
class LoopStateTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  /** Falls asleep as a loop does, so often. */
  private static final class Sleeper implements Runnable {
    private final LoopState state = new LoopState(new Thread(this));
    private final int times;

    Sleeper(int times) {
      this.times = times;
    }

    @Override
    public void run() {
      for (int i = 0; i < times; i++) {
        state.fallAsleep(null);
        while (state.isAsleep()) {
          LockSupport.park();
        }
        state.awake();
      }
    }

    void awaitAsleep() {
      await().atMost(LONG_ENOUGH).until(state::isAsleep);
    }
  }

  @Test
  void nobodyWaitsForALoopThatWorks() {
    var state = new LoopState(new Thread(() -> {}));
    state.awake();

    assertFalse(state.awaitAwake());
  }

  @Test
  void aLoopThatSleepsIsWokenAndWaitedFor() throws Exception {
    var sleeper = new Sleeper(1);
    sleeper.state.wake();
    sleeper.awaitAsleep();

    assertTrue(sleeper.state.awaitAwake());

    sleeper.state.thread().join();
    assertFalse(sleeper.state.awaitAwake());
  }

  @Test
  void anInterruptEndsNoWaitAndIsNotLost() throws Exception {
    var state = new LoopState(new Thread(() -> {}));
    state.fallAsleep(null);
    var interrupted = new CompletableFuture<Boolean>();
    Thread waits =
        Thread.startVirtualThread(() -> {
          state.awaitAwake();
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    await().atMost(LONG_ENOUGH).until(() -> !state.isAsleep());

    waits.interrupt();
    assertFalse(waits.join(Duration.ofMillis(20)), "it works no more");
    state.awake();

    assertTrue(interrupted.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void nobodyIsForgottenWhoBeginsToWaitAsSomebodyElseWakesTheLoop() throws Exception {
    int rounds = 20_000;
    var state = new LoopState(new Thread(() -> {}));
    var together = new CyclicBarrier(3);
    var slept = new Semaphore(0);
    Thread loop =
        rounds(
            rounds,
            together,
            () -> {
              state.fallAsleep(null);
              slept.release();
              while (state.isAsleep()) {
                Thread.onSpinWait();
              }
              state.awake();
            });
    Thread waker =
        rounds(
            rounds,
            together,
            () -> {
              slept.acquireUninterruptibly();
              state.wake();
            });
    Thread waiter =
        rounds(
            rounds,
            together,
            () -> {
              boolean _ = state.awaitAwake();
            });

    for (Thread each : List.of(loop, waker, waiter)) {
      assertTrue(each.join(LONG_ENOUGH), "somebody waits for good");
    }
  }

  private static Thread rounds(int rounds, CyclicBarrier together, Runnable action) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          for (int i = 0; i < rounds; i++) {
            action.run();
            meet(together);
          }
        });
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
