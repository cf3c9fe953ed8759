package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class SealRaceTest {

  @Test
  void noTaskComesToAGroupThatWasSealedAndIsIdle() {
    var begun = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      var ready = new AtomicInteger();
      var whenIdle = new AtomicInteger();
      TaskGroup.run(group -> {
        Thread starting = Thread.ofPlatform().start(() -> start(group, ready, begun));
        meet(ready);
        group.seal();
        group.awaitIdle();
        whenIdle.set(begun.get());
        starting.join();
      });

      assertEquals(whenIdle.get(), begun.get(), "after " + i + " others");
    }
  }

  private static void start(TaskGroup group, AtomicInteger ready, AtomicInteger begun) {
    meet(ready);
    try {
      group.startSoon(begun::incrementAndGet);
    } catch (IllegalStateException e) {
      assertEquals("a task group was sealed", e.getMessage().substring(0, 23));
    }
  }

  private static void meet(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }
}
