package dev.fairlead.internal.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.internal.turns.LentLoop;
import dev.fairlead.internal.turns.TurnQueue;
import dev.fairlead.internal.turns.TurnWorker;
import dev.fairlead.lowlevel.Turns;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a loop, and when its own thread has it back. */
class LeaseTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);
  private static final long NO_TIME = 0;
  private static final long FOR_GOOD = Duration.ofHours(1).toNanos();

  /** One that finds nothing but timers, and whose thread lends it once. */
  private static final class LendingLoop extends SelectorLoop {
    private final Lease lease;
    private final TurnWorker to;

    LendingLoop(TurnWorker to, long patienceNanos, ThreadMaker maker) {
      super(new LoopClock(), maker);
      this.to = to;
      this.lease = new Lease(this, _ -> {}, patienceNanos);
    }

    @Override
    void turnUntilClosing() {
      assertTrue(lease.promise(to));
      lease.lendIfPromised();
    }

    @Override
    Selector openSelector() throws IOException {
      return Selector.open();
    }

    @Override
    boolean hasWork() {
      return false;
    }

    @Override
    void afterEnd() {}
  }

  /** What is tried with two workers, neither of which knows what it has been lent. */
  @FunctionalInterface
  private interface Script {
    void play(TurnWorker worker, TurnWorker other) throws Exception;
  }

  private static void play(Script script) throws Exception {
    Fairlead.run(() ->
        TaskGroup.<Exception>run(
            o -> o.withPlainFailure(),
            group -> {
              script.play(idleWorker(group), idleWorker(group));
              group.cancel();
            }));
  }

  private static TurnWorker idleWorker(TaskGroup group) {
    var queue = new TurnQueue(group, "turns");
    Fairlead.awaitAllTasksBlocked();
    List<TurnWorker> asked = new ArrayList<>();
    LentLoop lends = asked::add;
    queue.offer(
        new Turns.Seat(Turns.in(group, "others")) {
          @Override
          public void takeTurn() {}
        },
        lends);
    return asked.getFirst();
  }

  /** The lease of a loop that this thread turns. */
  private static Lease own(TurnWorker worker) {
    return new LendingLoop(worker, FOR_GOOD, _ -> Thread.currentThread()).lease;
  }

  /** A loop that is lent to the worker. */
  private static LendingLoop lent(TurnWorker worker, long patienceNanos) {
    var loop = new LendingLoop(worker, patienceNanos, Thread.ofVirtual()::unstarted);
    loop.wake();
    await().atMost(LONG_ENOUGH).until(() -> loop.thread().getState() == Thread.State.WAITING);
    return loop;
  }

  private static boolean isBack(SelectorLoop loop) throws InterruptedException {
    return loop.thread().join(LONG_ENOUGH);
  }

  @Test
  void aLoopIsPromisedToOneAtATime() throws Exception {
    play((worker, other) -> {
      Lease lease = own(worker);

      assertTrue(lease.promise(worker));
      assertFalse(lease.promise(other));
      assertTrue(lease.promise(worker));
    });
  }

  @Test
  void onlyItsThreadPromisesALoop() throws Exception {
    play((worker, _) ->
        assertFalse(
            new LendingLoop(worker, FOR_GOOD, Thread.ofVirtual()::unstarted)
                .lease.promise(worker)));
  }

  @Test
  void aPromiseThatIsTurnedDownIsForgotten() throws Exception {
    play((worker, other) -> {
      Lease lease = own(worker);
      lease.promise(worker);
      lease.giveBack(worker);

      assertTrue(lease.promise(other));
    });
  }

  @Test
  void whoComesBeforeThePromiseIsKeptTurnsItDown() throws Exception {
    play((worker, other) -> {
      Lease lease = own(worker);
      lease.promise(worker);

      assertFalse(lease.turn(worker));
      assertTrue(lease.promise(other));
    });
  }

  @Test
  void whatIsNotPromisedIsNotLent() throws Exception {
    play((worker, _) -> own(worker).lendIfPromised());
  }

  @Test
  void whoFindsNothingGivesTheLoopBack() throws Exception {
    play((worker, _) -> {
      LendingLoop loop = lent(worker, FOR_GOOD);

      assertFalse(loop.lease.turn(worker));
      assertTrue(isBack(loop));
    });
  }

  @Test
  void whoFindsSomethingKeepsTheLoop() throws Exception {
    play((worker, _) -> {
      LendingLoop loop = lent(worker, FOR_GOOD);
      loop.timers().newTimer(() -> {}).arm(0);

      assertTrue(loop.lease.turn(worker));
      assertFalse(loop.lease.turn(worker));
      assertTrue(isBack(loop));
    });
  }

  @Test
  void whoHasPassedTheLoopOnDoesNotHaveIt() throws Exception {
    play((worker, other) -> {
      LendingLoop loop = lent(worker, FOR_GOOD);
      loop.timers().newTimer(() -> {}).arm(0);

      assertTrue(loop.lease.pass(worker, other));
      assertFalse(loop.lease.pass(worker, other));
      assertFalse(loop.lease.turn(worker));
      assertTrue(loop.lease.turn(other));
      loop.lease.giveBack(other);
      assertTrue(isBack(loop));
    });
  }

  @Test
  void whoDoesNotTurnTheLoopLosesIt() throws Exception {
    play((worker, _) -> {
      LendingLoop loop = lent(worker, NO_TIME);
      await()
          .atMost(LONG_ENOUGH)
          .until(() -> {
            loop.lease.ring();
            return !loop.thread().isAlive();
          });

      assertFalse(loop.lease.turn(worker));
    });
  }
}
