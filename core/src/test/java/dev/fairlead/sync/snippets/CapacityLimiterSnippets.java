package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;

class CapacityLimiterSnippets {

  private record Job(String name) {}

  @ForEveryBackend
  void limiter() {
    // @start region="limiter"
    var limiter = new CapacityLimiter(4);
    limiter.run(() -> assertEquals(1, limiter.borrowedTokens())); // for the current task

    var job = new Job("nightly");
    limiter.acquireOnBehalfOf(job); // for something that outlives the task
    limiter.setTotalTokens(8);
    limiter.releaseOnBehalfOf(job);
    // @end
    assertEquals(8, limiter.availableTokens());
  }
}
