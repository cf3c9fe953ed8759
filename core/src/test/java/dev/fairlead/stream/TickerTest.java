package dev.fairlead.stream;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Ticker.MissedTicks;
import dev.fairlead.stream.Ticker.Tick;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TickerTest {

  private static final Duration PERIOD = ofMillis(4);

  /** Lets so many periods pass since a tick came, which may have come late itself. */
  private static void beLate(int periods) {
    Fairlead.sleep(PERIOD.multipliedBy(periods));
  }

  @Test
  void ticksComeAtTheBeatAndDoNotDrift() {
    Ticker ticker = Ticker.every(PERIOD, o -> o.withMissed(MissedTicks.CATCH_UP));
    Tick first = ticker.receive();
    Tick last = first;
    for (int i = 0; i < 9; i++) {
      last = ticker.receive();
    }

    assertEquals(10, last.number());
    assertEquals(first.due().plus(PERIOD.multipliedBy(9)), last.due());
    assertFalse(Fairlead.currentTime().isBefore(last.due()));
  }

  @Test
  void theFirstTickComesAfterOnePeriodOrAtOnce() {
    Deadline begin = Fairlead.currentTime();

    Tick atOnce = Ticker.every(ofDays(1), TickerOptions::withImmediateStart).receive();
    Tick later = Ticker.every(PERIOD).receive();

    assertEquals(1, atOnce.number());
    assertFalse(atOnce.due().isBefore(begin));
    assertFalse(later.due().isBefore(begin.plus(PERIOD)));
  }

  @Test
  void ticksThatAreMissedAreLeftOut() {
    Ticker ticker = Ticker.every(PERIOD);
    Tick first = ticker.receive();
    beLate(3);

    Tick second = ticker.receive();

    assertTrue(second.missed() >= 2, second::toString);
    assertEquals(first.number() + 1 + second.missed(), second.number());
    assertEquals(first.due().plus(PERIOD.multipliedBy(1 + second.missed())), second.due());
  }

  @Test
  void onRequestTicksThatAreMissedComeAtOnce() {
    Ticker ticker = Ticker.every(PERIOD, o -> o.withMissed(MissedTicks.CATCH_UP));
    Tick first = ticker.receive();
    beLate(3);

    for (int i = 1; i <= 3; i++) {
      Tick tick = ticker.receive();
      assertEquals(new Tick(1 + i, 0, first.due().plus(PERIOD.multipliedBy(i))), tick);
    }
  }

  @Test
  void onRequestTheBeatStartsAgainAfterALateTick() {
    Ticker ticker = Ticker.every(PERIOD, o -> o.withMissed(MissedTicks.DELAY));
    Tick _ = ticker.receive();
    beLate(3);
    Deadline late = Fairlead.currentTime();

    Tick second = ticker.receive();
    Tick third = ticker.receive();

    assertEquals(2, second.number());
    assertFalse(third.due().isBefore(late.plus(PERIOD)));
  }

  @Test
  void aCancelledReceiveHasTakenNoTick() throws Exception {
    Ticker ticker = Ticker.every(ofDays(1));

    Waits.assertCancelledBefore(ticker::receive);
    Waits.assertCancelledWhileWaiting(ticker::receive);
    Waits.assertNeedsATask(Ticker.every(PERIOD)::receive);
  }

  @Test
  void closingWakesWhoWaits() {
    Ticker ticker = Ticker.every(ofDays(1));

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  g.startSoon(() -> ticker.receive());
                  Fairlead.awaitAllTasksBlocked();
                  ticker.close();
                }));

    assertEquals(1, group.match(ClosedResourceException.class).size());
    assertThrows(ClosedResourceException.class, ticker::receive);
  }

  @Test
  void aSecondReceiverIsRefused() {
    Ticker ticker = Ticker.every(ofDays(1));
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> ticker.receive());
      Fairlead.awaitAllTasksBlocked();
      assertThrows(BusyResourceException.class, ticker::receive);
      waiting.cancel();
    });
  }

  @Test
  void aPeriodThatIsNotPositiveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Ticker.every(Duration.ZERO));
  }
}
