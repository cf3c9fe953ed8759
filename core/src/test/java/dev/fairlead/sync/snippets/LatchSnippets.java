package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Latch;
import dev.fairlead.testsupport.ForEveryBackend;

class LatchSnippets {

  @ForEveryBackend
  void latch() {
    TaskGroup.run(group -> {
      // @start region="latch"
      var warm = new Latch(3);
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          loadCache();
          warm.countDown();
        });
      }
      warm.await(); // all three are done
      // @end
      assertEquals(0, warm.count());
    });
  }

  private static void loadCache() {
    assertEquals("latch, 1 to go", new Latch(1).toString());
  }
}
