package dev.fairlead.testing.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few tasks that use a primitive, and what must hold of it. */
final class Scenarios {

  private Scenarios() {}

  /** The scenario in which a flaw can show. */
  static Action<Exception> of(Flaw flaw) {
    return switch (flaw) {
      case NONE -> Scenarios::withoutFlaw;
      case NO_SECOND_LOOK, LOOK_THEN_TAKE, WAKES_BEFORE_FREE, WAKE_IS_NOT_OWNERSHIP ->
          () -> lock(flaw);
      case PERMIT_FOR_CANCELLED, PERMIT_LOST_ON_CANCEL -> () -> semaphore(flaw);
      case LOST_INCREMENT -> () -> releases(flaw);
      case TAKES_FROM_EMPTY, ITEM_LOST_ON_CANCEL, CLOSE_WAKES_ONE -> () -> channel(flaw);
      case WAKES_BEFORE_SET -> () -> event(flaw);
      case NO_GENERATION -> () -> barrier(flaw);
      case READER_SLIPS_IN -> () -> readersAndWriters(flaw);
      case MADE_TWICE -> () -> lazy(flaw);
    };
  }

  private static void withoutFlaw() throws Exception {
    lock(Flaw.NONE);
    semaphore(Flaw.NONE);
    releases(Flaw.NONE);
    channel(Flaw.NONE);
    event(Flaw.NONE);
    barrier(Flaw.NONE);
    readersAndWriters(Flaw.NONE);
    lazy(Flaw.NONE);
  }

  private static void times(int count, TaskGroup group, Action<Exception> body) {
    for (int i = 0; i < count; i++) {
      group.startSoon(body);
    }
  }

  private static void lock(Flaw flaw) {
    var lock = new FlawedLock(flaw);
    var inside = new int[1];
    TaskGroup.run(group ->
        times(
            3,
            group,
            () -> {
              for (int i = 0; i < 2; i++) {
                lock.acquire();
                inside[0]++;
                assertEquals(1, inside[0], "tasks that hold the lock");
                Checkpoints.cancelShieldedCheckpoint();
                inside[0]--;
                lock.release();
              }
            }));
  }

  private static void semaphore(Flaw flaw) {
    var semaphore = new FlawedSemaphore(flaw, 1);
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        semaphore.acquire();
        Checkpoints.cancelShieldedCheckpoint();
        semaphore.release();
      });
      group.startSoon(() ->
          scope.run(() -> {
            semaphore.acquire();
            semaphore.release();
          }));
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(1, semaphore.permits(), "permits");
  }

  private static void releases(Flaw flaw) {
    var semaphore = new FlawedSemaphore(flaw, 0);
    TaskGroup.run(group -> times(2, group, semaphore::release));
    assertEquals(2, semaphore.permits(), "permits");
  }

  private static void channel(Flaw flaw) {
    var channel = new FlawedChannel(flaw);
    CancelScope scope = CancelScope.create();
    var received = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> receiveAll(channel, received)));
      times(2, group, () -> receiveAll(channel, received));
      group.startSoon(() -> {
        for (int i = 0; i < 3; i++) {
          channel.send(i);
        }
        scope.cancel();
        channel.close();
      });
    });
    assertEquals(3, received.size() + channel.size(), "items");
  }

  private static void receiveAll(FlawedChannel channel, List<Integer> received) {
    for (Optional<Integer> item = channel.receive(); item.isPresent(); item = channel.receive()) {
      received.add(item.get());
    }
  }

  private static void event(Flaw flaw) {
    var event = new FlawedOthers.Event(flaw);
    TaskGroup.run(group -> {
      group.startSoon(event::await);
      group.startSoon(event::set);
    });
  }

  private static void barrier(Flaw flaw) {
    var barrier = new FlawedOthers.Barrier(flaw, 2);
    TaskGroup.run(group ->
        times(
            2,
            group,
            () -> {
              for (int round = 0; round < 3; round++) {
                barrier.arrive();
              }
            }));
  }

  private static void readersAndWriters(Flaw flaw) {
    var lock = new FlawedOthers.ReadWriteLock(flaw);
    var writing = new boolean[1];
    TaskGroup.run(group -> {
      times(2, group, () -> lock.read(() -> assertTrue(!writing[0], "a writer is inside")));
      group.startSoon(() ->
          lock.write(() -> {
            writing[0] = true;
            Checkpoints.cancelShieldedCheckpoint();
            writing[0] = false;
          }));
    });
  }

  private static void lazy(Flaw flaw) {
    var value = new FlawedOthers.Lazy(flaw);
    TaskGroup.run(group -> times(2, group, value::get));
    assertEquals(1, value.times(), "times it was made");
  }
}
