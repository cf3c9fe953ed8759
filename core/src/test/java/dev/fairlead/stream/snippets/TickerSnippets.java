package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.Ticker;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;

class TickerSnippets {

  private int reports;

  private boolean report(Ticker.Tick tick) {
    reports++;
    return tick.number() < 3;
  }

  @ForEveryBackend
  void ticker() {
    // @start region="ticker"
    try (Ticker ticker = Ticker.every(Duration.ofMillis(2))) {
      for (Ticker.Tick tick : ticker) {
        if (!report(tick)) {
          break;
        }
      }
    }
    // @end
    assertTrue(reports <= 3, "a tick more than asked for");
  }

  @ForEveryBackend
  void missed() throws Exception {
    // @start region="missed"
    try (Ticker ticker =
        Ticker.every(
            Duration.ofMillis(1),
            o -> o.withImmediateStart().withMissed(Ticker.MissedTicks.CATCH_UP))) {
      report(ticker.receive()); // the first comes at once, and late ones are made up for
    }
    // @end
    assertTrue(reports == 1);
  }
}
