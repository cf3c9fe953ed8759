package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.Interruptible;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

class InterruptibleSnippets {

  @ForEveryBackend(except = "simulated")
  void take() {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Duration limit = Duration.ofMillis(5);
    // @start region="take"
    Optional<String> item =
        CancelScope.moveOnAfter(limit).attempt(() -> Interruptible.call(queue::take));
    // @end
    assertTrue(item.isEmpty());
  }

  @ForEveryBackend(except = "simulated")
  void action() {
    var latch = new CountDownLatch(1);
    latch.countDown();
    // @start region="action"
    Interruptible.BlockingAction<RuntimeException> opened = latch::await;
    CancelScope.failAfter(Duration.ofSeconds(5)).run(() -> Interruptible.run(opened));
    // @end
    assertEquals(0, latch.getCount());
  }
}
