package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.Optional;
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

  // @start region="reason"
  /** What dumps of tasks say of a wait; with whom it waits for, circles are found. */
  record Turn(String what, Optional<TaskInfo> owner) implements WaitReason {
    @Override
    public String describe() {
      return "its turn at " + what;
    }

    @Override
    public List<TaskInfo> awaitedTasks() {
      return owner.stream().toList();
    }
  }

  // @end

  @ForEveryBackend
  void reason() {
    TaskGroup.run(group -> {
      var waiter = new Waiter[1];
      var task =
          group.startSoon(() -> {
            waiter[0] = new Waiter();
            Parking.park(waiter[0], new Turn("the printer", Optional.empty()));
          });
      Fairlead.awaitAllTasksBlocked();
      assertTrue(task.info().waitingFor().orElse("").contains("its turn at the printer"));
      waiter[0].wake();
    });
  }
}
