package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A waiter, a waker and a canceller meet again and again, with the distance between them drawn from
 * a seed. Every value handed over must come out, and every wait must end.
 */
@ForEveryBackend
@Tag("slow")
class WaiterRaceTest {

  private static final int ROUNDS = 50_000;
  private static final int MOMENTS = 500_000;
  private static final int BATCHES = 50;
  private static final int BATCH = 200_000;
  private static final long SEED = 0x5eedL;

  /** A slot for one value that one task waits for. */
  private static final class Slot {
    private final AtomicReference<@Nullable Waiter> waiter = new AtomicReference<>();

    /** Waits until the value is there; a cancelled wait takes its waiter back. */
    void await() {
      var mine = new Waiter();
      waiter.set(mine);
      try {
        Parking.park(mine, () -> "the slot");
      } finally {
        waiter.compareAndSet(mine, null);
      }
    }

    /** Hands over; returns whether a wait took it. */
    boolean offer() {
      Waiter waiting = waiter.getAndSet(null);
      return waiting != null && waiting.wake();
    }
  }

  @Test
  void everyWakeUpThatIsAcceptedIsDelivered() {
    var random = new SplittableRandom(SEED);
    var accepted = new AtomicLong();
    var received = new AtomicLong();
    long cancelled = 0;

    for (int i = 0; i < ROUNDS; i++) {
      var slot = new Slot();
      CancelScope scope = CancelScope.create();
      int wakeAfter = random.nextInt(60);
      int cancelAfter = random.nextInt(60);
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          spin(wakeAfter);
          if (slot.offer()) {
            accepted.incrementAndGet();
          }
        });
        group.startSoon(() -> {
          spin(cancelAfter);
          scope.cancel();
        });
        scope.run(() -> {
          slot.await();
          received.incrementAndGet();
        });
      });
      if (scope.cancelledCaught()) {
        cancelled++;
      }
    }

    assertEquals(accepted.get(), received.get());
    assertEquals(ROUNDS, received.get() + cancelled);
  }

  /** Two threads decide the same waiters at the same time, millions of times over. */
  @Test
  @NeedsRealThreads
  void exactlyOneSideDecidesEveryWait() throws Exception {
    for (int batch = 0; batch < BATCHES; batch++) {
      var waiters = new Waiter[BATCH];
      for (int i = 0; i < BATCH; i++) {
        waiters[i] = new Waiter();
      }
      var woken = new boolean[BATCH];
      var cancelled = new boolean[BATCH];
      var ready = new CyclicBarrier(2);
      Thread waker =
          Thread.ofPlatform().start(() -> decideAll(ready, i -> woken[i] = waiters[i].wake()));
      decideAll(ready, i -> cancelled[i] = Access.waiters().cancel(waiters[i]));
      waker.join();
      for (int i = 0; i < BATCH; i++) {
        assertEquals(woken[i], !cancelled[i]);
        assertEquals(woken[i], waiters[i].isWoken());
      }
    }
  }

  private static void decideAll(CyclicBarrier ready, IntConsumer decide) {
    try {
      ready.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < BATCH; i++) {
      decide.accept(i);
    }
  }

  private static void spin(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  @NeedsRealThreads
  void wakeUpsFromAForeignThreadAreNeverLost() throws Exception {
    var slot = new Slot();
    var stop = new AtomicReference<>(false);
    var offered = new AtomicLong();
    Thread foreign =
        Thread.ofPlatform()
            .start(() -> {
              while (!stop.get()) {
                if (slot.offer()) {
                  offered.incrementAndGet();
                } else {
                  LockSupport.parkNanos(1);
                }
              }
            });

    long received = 0;
    for (int i = 0; i < 20_000; i++) {
      slot.await();
      received++;
    }
    stop.set(true);
    foreign.join();

    assertEquals(offered.get(), received);
    assertEquals(0, Fairlead.currentScope().cancelCause().stream().count());
  }

  /** The one who wakes comes while the task says that it waits, looks once more and parks. */
  @Test
  @NeedsRealThreads
  void aWakeUpAtTheMomentOfParkingIsNeverLost() throws Exception {
    var slot = new Slot();
    var stop = new AtomicBoolean();
    Thread foreign = Thread.ofPlatform().start(() -> wakeAtOnce(slot, stop));

    // Where the two have one processor between them each round takes long, and shows nothing.
    var enough = Fairlead.currentTime().plus(Duration.ofSeconds(3));
    for (int i = 0; i < MOMENTS && Fairlead.currentTime().isBefore(enough); i++) {
      slot.await();
    }
    stop.set(true);
    foreign.join();
    assertNull(slot.waiter.get());
  }

  private static void wakeAtOnce(Slot slot, AtomicBoolean stop) {
    var random = new SplittableRandom(SEED);
    for (int looks = 0; !stop.get(); looks++) {
      if (slot.waiter.get() != null) {
        spin(random.nextInt(8));
        boolean _ = slot.offer();
      } else if (looks % 1_000 == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
