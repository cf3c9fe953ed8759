package dev.fairlead.testing.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.testing.CancelPoints;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import java.util.ArrayList;
import java.util.List;

/** The races of the primitives, in orders that are searched for bugs. */
class PrimitiveSchedulesTest {

  private static final int MANY = 60;

  @Schedules(MANY)
  void aLockHasOneOwnerAndSurvivesCancellation() {
    var lock = new Lock();
    var inside = new int[1];
    CancelScope scope = CancelScope.create();
    TaskGroup.run(tasks -> {
      for (int i = 0; i < 3; i++) {
        boolean cancellable = i == 1;
        tasks.startSoon(() ->
            (cancellable ? scope : CancelScope.create()).run(() -> lock.run(() -> enter(inside))));
      }
      tasks.startSoon(() -> scope.cancel());
    });
    assertFalse(lock.statistics().locked());
  }

  private static void enter(int[] inside) {
    assertEquals(1, ++inside[0], "tasks that hold the lock");
    Checkpoints.cancelShieldedCheckpoint();
    inside[0]--;
  }

  @Schedules(MANY)
  void aSemaphoreLosesNoPermit() {
    var semaphore = new Semaphore(1);
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
      group.startSoon(() -> scope.run(() -> semaphore.run(Checkpoints::checkpoint)));
      group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(1, semaphore.statistics().availablePermits());
  }

  @Schedules(MANY)
  void aChannelLosesNoItem() {
    var channel = MemoryObjectStreams.<Integer>create(1);
    CancelScope scope = CancelScope.create();
    var received = new ArrayList<Integer>();
    MemoryObjectReceiveStream<Integer> other = channel.receive().duplicate();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> receiveAll(other, received)));
      group.startSoon(() -> receiveAll(channel.receive(), received));
      group.startSoon(() -> {
        try (var sender = channel.send()) {
          for (int i = 0; i < 4; i++) {
            sender.send(i);
          }
        }
      });
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(List.of(0, 1, 2, 3), received.stream().sorted().toList());
  }

  private static void receiveAll(
      MemoryObjectReceiveStream<Integer> stream, List<Integer> received) {
    try (stream) {
      while (true) {
        received.add(stream.receive());
      }
    } catch (EndOfStreamException e) {
      // Nothing more comes.
    }
  }

  @Schedules(MANY)
  void anEventWakesEveryWaiter() {
    var event = new Event();
    var woken = new int[1];
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          event.await();
          woken[0]++;
        });
      }
      group.startSoon(event::set);
    });
    assertEquals(3, woken[0]);
  }

  @FairleadTest
  void aPermitComesBackWhereverItsTaskIsCancelled(Simulation simulation) throws Exception {
    CancelPoints.explore(
        () -> new Semaphore(1),
        semaphore ->
            TaskGroup.run(group -> {
              group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
              group.startSoon(() -> semaphore.run(Checkpoints::checkpoint));
            }),
        (semaphore, _) -> assertEquals(1, semaphore.statistics().availablePermits()));
  }
}
