package dev.fairlead.benchmarks.tasks;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.time.Duration;

/** Fairlead's tasks, scopes and waits, on one of its backends. */
final class FairleadTasks {
  private static final Action<Exception> NOTHING = () -> {};
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Backend backend;

  FairleadTasks(Backend backend) {
    this.backend = backend;
  }

  void groupOfOne(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          for (int i = 0; i < operations; i++) {
            TaskGroup.run(group -> group.startSoon(NOTHING));
          }
        });
  }

  void spawnAndJoin(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < operations; i++) {
                group.startSoon(NOTHING).join();
              }
            }));
  }

  void groupOfThousand(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          for (int done = 0; done < operations; done += TaskContests.CROWD) {
            TaskGroup.run(group -> {
              for (int i = 0; i < TaskContests.CROWD; i++) {
                group.startSoon(NOTHING);
              }
            });
          }
        });
  }

  void checkpoints(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          for (int i = 0; i < operations; i++) {
            Checkpoints.checkpoint();
          }
        });
  }

  void failAfterNothing(int operations) throws Exception {
    Hosts.fairlead(backend, () -> timeouts(operations));
  }

  static void timeouts(int operations) throws Exception {
    for (int i = 0; i < operations; i++) {
      CancelScope.failAfter(LONG).run(NOTHING);
    }
  }

  /** Two tasks hand a turn to each other; one operation is one hand-over. */
  void handOver(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          var turns = new Turns(operations);
          TaskGroup.run(group -> {
            group.startSoon(() -> turns.play(0));
            group.startSoon(() -> turns.play(1));
          });
        });
  }

  private static final class Turns {
    private static final WaitReason TURN = () -> "its turn";

    private final int last;
    private final Waiter[] waiters = new Waiter[2];
    private int turn;

    Turns(int last) {
      this.last = last;
    }

    void play(int parity) {
      for (int mine = parity; mine < last; mine += 2) {
        var waiter = new Waiter();
        if (!isTurn(mine, parity, waiter)) {
          Parking.park(waiter, TURN);
        }
        pass(mine, parity);
      }
    }

    private synchronized boolean isTurn(int mine, int parity, Waiter waiter) {
      waiters[parity] = waiter;
      return turn == mine;
    }

    private synchronized void pass(int mine, int parity) {
      turn = mine + 1;
      var other = waiters[1 - parity];
      if (other != null) {
        other.wake();
      }
    }
  }
}
