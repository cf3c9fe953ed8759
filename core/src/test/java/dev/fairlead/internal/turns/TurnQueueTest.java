package dev.fairlead.internal.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.lowlevel.Turns.Seat;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who takes the turns, and what becomes of a loop that is lent for that. */
@ForEveryBackend
class TurnQueueTest {

  /** A queue whose first worker is idle, and a loop that tells it what is ready. */
  private static final class Round {
    private final TurnQueue queue;
    private final ScriptedLoop loop;
    private final Turns others; // Seats belong to some, and are offered by hand all the same.
    private final List<String> trail = Collections.synchronizedList(new ArrayList<>());
    private final Set<Long> tasks = Collections.synchronizedSet(new HashSet<>());
    private final Event goOn = new Event();

    Round(TaskGroup group) {
      queue = new TurnQueue(group, "turns");
      loop = new ScriptedLoop(queue);
      others = Turns.in(group, "others");
      others.close();
      Fairlead.awaitAllTasksBlocked();
    }

    Seat seat(String name, Runnable action) {
      return new Seat(others) {
        @Override
        public void takeTurn() {
          trail.add(name);
          tasks.add(Fairlead.currentTask().id());
          action.run();
        }
      };
    }

    Seat seat(String name) {
      return seat(name, () -> {});
    }

    void offer(Seat seat) {
      queue.offer(seat, LentLoop.NONE);
    }

    void makeTwoIdle() {
      offer(seat("first of all")); // Who takes it sees to it that there is another one.
      Fairlead.awaitAllTasksBlocked();
      trail.clear();
      tasks.clear();
    }

    /** Lends the loop to a worker, which is not woken. */
    TurnWorker lend(Seat seat) {
      queue.offer(seat, loop);
      return Objects.requireNonNull(loop.holder());
    }

    void assertTrail(String... names) {
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(names), trail);
    }
  }

  /** At the end all workers have to end. */
  private static void play(Consumer<Round> script) {
    TaskGroup.run(
        o -> o.withPlainFailure(),
        group -> {
          var round = new Round(group);
          script.accept(round);
          round.goOn.set();
          round.queue.end();
          Fairlead.awaitAllTasksBlocked();
          assertEquals(List.of(), workers());
        });
  }

  private static List<TaskInfo> workers() {
    return Fairlead.runningTasks().stream().filter(task -> task.name().equals("turns")).toList();
  }

  @Test
  void whoHasALoopTurnsItAsLongAsSomethingIsFound() {
    play(round -> {
      round.makeTwoIdle();
      round.loop.add(round.seat("second"));
      round.loop.add(round.seat("third"));
      round.loop.find(round.seat("first"));

      round.assertTrail("first", "second", "third");
      assertEquals(1, round.tasks.size());
      assertNull(round.loop.holder());
    });
  }

  @Test
  void whoTakesATurnAlreadyIsPromisedTheLoop() {
    play(round -> {
      round.makeTwoIdle();
      Seat second = round.seat("second");
      round.offer(
          round.seat(
              "first",
              () -> {
                round.queue.offer(second, round.loop);
                assertNotNull(round.loop.holder());
              }));

      round.assertTrail("first", "second");
      assertEquals(1, round.tasks.size());
      assertNull(round.loop.holder());
    });
  }

  @Test
  void whoWaitsInATurnGivesTheLoopBack() {
    play(round -> {
      round.loop.find(round.seat("waits", round.goOn::await));

      round.assertTrail("waits");
      assertNull(round.loop.holder());
    });
  }

  @Test
  void whoWaitsPassesTheLoopOnToWhoTakesTheNextTurn() {
    play(round -> {
      List<TurnWorker> holders = Collections.synchronizedList(new ArrayList<>());
      Seat next = round.seat("next", () -> holders.add(round.loop.holder()));
      Seat first =
          round.seat(
              "first",
              () -> {
                holders.add(round.loop.holder());
                round.offer(next);
                round.goOn.await();
              });
      round.makeTwoIdle();
      round.loop.find(first);

      round.assertTrail("first", "next");
      assertEquals(2, new HashSet<>(holders).size());
      assertFalse(holders.contains(null));
      assertNull(round.loop.holder());
    });
  }

  @Test
  void whoComputesForTooLongLeavesTheRestToTheNext() {
    play(round -> {
      Seat next = round.seat("next");
      Seat first =
          round.seat(
              "first",
              () -> {
                round.offer(next);
                TurnWorker late = round.loop.takeBack();
                late.overdue(round.loop);

                assertNotNull(round.loop.holder());
                assertNotEquals(late, round.loop.holder());
                round.loop.wakeHolder();
                round.goOn.await();
              });
      round.makeTwoIdle();
      round.loop.find(first);

      round.assertTrail("first", "next");
      assertNull(round.loop.holder());
    });
  }

  @Test
  void whoIsFoundToBeLateWhenItIsIdleAgainStaysIdle() {
    play(round -> {
      Seat seat = round.seat("turn");
      TurnWorker worker = round.lend(seat);
      worker.wake();
      Fairlead.awaitAllTasksBlocked();
      worker.overdue(round.loop);

      for (int i = 0; i < 5; i++) {
        round.offer(seat);
        Fairlead.awaitAllTasksBlocked();
      }
      round.assertTrail("turn", "turn", "turn", "turn", "turn", "turn");
    });
  }

  @Test
  void whoIsFoundToBeLateWithALoopThatItHasNoMoreKeepsAnother() {
    play(round -> {
      TurnWorker worker = round.lend(round.seat("turn"));
      worker.overdue(new ScriptedLoop(round.queue));

      assertEquals(worker, round.loop.holder());
      worker.wake();
      round.assertTrail("turn");
    });
  }

  @Test
  void whoIsCancelledWhileItIsIdleIsNotWokenForATurn() {
    play(round -> {
      round.makeTwoIdle();
      ((Task<?>) workers().getFirst()).cancel("not needed");
      Fairlead.awaitAllTasksBlocked();
      assertEquals(1, workers().size());

      round.offer(round.seat("turn"));
      round.assertTrail("turn");
    });
  }

  @Test
  void whoFailsGivesTheLoopBack() {
    List<ScriptedLoop> loops = new ArrayList<>();
    assertThrows(
        IllegalStateException.class,
        () ->
            play(round -> {
              loops.add(round.loop);
              round.loop.find(
                  round.seat(
                      "fails",
                      () -> {
                        throw new IllegalStateException("enough");
                      }));
              Fairlead.sleepForever();
            }));
    assertNull(loops.getFirst().holder());
  }

  @Test
  void whoIsLentALoopAtTheEndGivesItBack() {
    play(round -> {
      TurnWorker worker = round.lend(round.seat("dropped"));
      round.queue.end();
      worker.wake();

      round.assertTrail();
      assertNull(round.loop.holder());
    });
  }

  @Test
  void fewWaitForMoreOnceAllTurnsAreOver() {
    play(round -> {
      for (int i = 0; i < 10; i++) {
        round.offer(round.seat("turn", round.goOn::await));
      }
      Fairlead.awaitAllTasksBlocked();
      assertEquals(11, workers().size());
      round.goOn.set();
      Fairlead.awaitAllTasksBlocked();

      assertEquals(4, workers().size());
    });
  }
}
