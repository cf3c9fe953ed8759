package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Barrier;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.atomic.AtomicInteger;

class BarrierSnippets {

  @ForEveryBackend
  void barrier() {
    var cells = new AtomicInteger();
    // @start region="barrier"
    var generation = new Barrier(2);
    TaskGroup.run(group -> {
      for (int half = 0; half < 2; half++) {
        group.startSoon(() -> {
          cells.incrementAndGet();
          generation.await(); // both halves are computed from here on
          assertEquals(2, cells.get());
        });
      }
    });
    // @end
  }
}
