package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.atomic.AtomicInteger;

class WaitQueueSnippets {

  // @start region="queue"
  static final class CountDown {
    private final AtomicInteger left;
    private final WaitQueue waiters = new WaitQueue();

    CountDown(int count) {
      left = new AtomicInteger(count);
    }

    void countDown() {
      if (left.decrementAndGet() == 0) {
        waiters.wakeAll();
      }
    }

    void await() {
      waiters.awaitWhile(() -> left.get() > 0, () -> "a count of " + left);
    }
  }

  // @end

  @ForEveryBackend
  void countDown() {
    var count = new CountDown(2);
    TaskGroup.run(group -> {
      group.startSoon(count::await);
      Fairlead.awaitAllTasksBlocked();
      count.countDown();
      count.countDown();
    });
    assertEquals(0, count.left.get());
  }
}
