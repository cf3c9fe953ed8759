package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptivePollingTest {

  private static final long BOUND = 1_600;

  private long now = 1;
  private final AdaptivePolling polling = new AdaptivePolling(() -> now, Duration.ofNanos(BOUND));

  private void sleepFor(long nanos) {
    polling.asleep();
    now += nanos;
    polling.awake();
  }

  private void sleepShortly(int times) {
    for (int i = 0; i < times; i++) {
      sleepFor(BOUND - 1);
    }
  }

  @Test
  void withoutABoundALoopNeverPollsOn() {
    var off = new AdaptivePolling(() -> now, Duration.ZERO);
    off.asleep();
    off.awake();

    assertFalse(off.goesOn(true));
    assertFalse(off.goesOn(false));
  }

  @Test
  void atFirstALoopBlocksAtOnce() {
    assertFalse(polling.goesOn(false));
  }

  @Test
  void afterShortSleepsItPollsOnUpToTheBound() {
    sleepShortly(10);

    assertTrue(polling.goesOn(false));
    now += BOUND - 1;
    assertTrue(polling.goesOn(false));
    now += 1;
    assertFalse(polling.goesOn(false));
  }

  @Test
  void foundWorkStartsTheTimeAgain() {
    sleepShortly(10);
    assertTrue(polling.goesOn(false));
    now += BOUND - 1;
    assertTrue(polling.goesOn(true));
    now += BOUND - 1;

    assertTrue(polling.goesOn(false));
  }

  @Test
  void longSleepsEndIt() {
    sleepShortly(10);
    for (int i = 0; i < 6; i++) {
      sleepFor(BOUND);
    }
    assertFalse(polling.goesOn(false));
  }
}
