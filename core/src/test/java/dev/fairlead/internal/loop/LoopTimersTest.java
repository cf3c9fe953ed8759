package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.internal.Nanos;
import dev.fairlead.lowlevel.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the timers of a loop let it be woken. */
class LoopTimersTest {

  private static final long MILLI = 1_000_000;

  private final AtomicInteger woken = new AtomicInteger();
  private final LoopTimers timers = new LoopTimers(woken::incrementAndGet);

  private Timer armed(long nanos) {
    Timer timer = timers.newTimer(() -> {});
    timer.arm(nanos);
    return timer;
  }

  @Test
  void onlyAnEarlierOneWakesTheLoop() {
    armed(100 * MILLI);
    armed(200 * MILLI);
    assertEquals(1, woken.get());

    armed(50 * MILLI);
    assertEquals(2, woken.get());
  }

  @Test
  void oneThatWasTakenBackIsStillNextUntilTheLoopLooksItUp() {
    Timer early = armed(100 * MILLI);
    armed(3_000 * MILLI);
    long next = timers.next();

    early.disarm();

    assertEquals(next, timers.next());
    long lookedUp = timers.lookUpNext();
    assertTrue(lookedUp > 1_000 * MILLI, () -> lookedUp + " ns");
    assertEquals(lookedUp, timers.next());
  }

  @Test
  void withoutAnyNothingIsNext() {
    armed(100 * MILLI).disarm();

    assertEquals(Nanos.NEVER, timers.lookUpNext());
  }

  @Test
  void oneThatIsEarlierThanWhatWasLookedUpWakesTheLoop() {
    armed(100 * MILLI).disarm();
    timers.lookUpNext();

    armed(200 * MILLI);

    assertEquals(2, woken.get());
  }
}
