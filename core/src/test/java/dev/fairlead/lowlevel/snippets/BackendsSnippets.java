package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backends;
import org.junit.jupiter.api.Test;

class BackendsSnippets {

  @Test
  void carrier() {
    int[] counter = {0};
    // @start region="carrier"
    Fairlead.run(
        options -> options.withBackend(Backends.carrier()),
        () -> {
          counter[0]++; // no lock needed: tasks run one at a time
        });
    // @end
    assertEquals(1, counter[0]);
  }
}
