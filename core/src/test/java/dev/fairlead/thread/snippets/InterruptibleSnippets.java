package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.Interruptible;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
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
}
