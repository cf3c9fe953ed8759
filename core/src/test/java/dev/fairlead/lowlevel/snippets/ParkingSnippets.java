package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class ParkingSnippets {

  // @start region="latch"
  static final class Latch {
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private volatile boolean open;

    void await() {
      Checkpoints.checkpoint();
      var waiter = new Waiter();
      waiters.add(waiter);
      try {
        if (!open) { // look again: it may have opened before the waiter was seen
          Parking.park(waiter, () -> "the latch");
        }
      } finally {
        waiters.remove(waiter);
      }
    }

    void open() {
      open = true;
      waiters.forEach(Waiter::wake);
    }
  }

  // @end

  @ForEveryBackend
  void theLatchLetsItsWaitersGo() {
    var latch = new Latch();

    TaskGroup.run(group -> {
      group.startSoon(latch::await);
      group.startSoon(latch::await);
      Fairlead.awaitAllTasksBlocked();
      latch.open();
    });

    assertTrue(latch.waiters.isEmpty());
  }
}
