package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.Ticker;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;

class TickerSnippets {

  private int reports;

  private boolean report(Ticker.Tick tick) {
    return ++reports < 3;
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
    assertEquals(3, reports);
  }
}
