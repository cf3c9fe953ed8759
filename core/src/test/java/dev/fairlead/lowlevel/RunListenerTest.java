package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.sync.Event;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunListenerTest {

  private static final int ROUNDS = 20_000;
  private static final long SEED = 0x5eedL;

  /** Writes down which waits for "it" it hears of. */
  private static final class Waits implements RunListener {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Override
    public void taskParking(TaskInfo task, WaitReason reason) {
      heard.add(task.name() + " waits for " + reason.describe());
    }

    @Override
    public void taskUnparked(TaskInfo task) {
      heard.add(task.name() + " is woken");
    }

    List<String> of(String task) {
      return heard.stream().filter(said -> said.startsWith(task)).toList();
    }
  }

  private final Waits waits = new Waits();

  @Test
  void hearsOfAWaitAndOfItsEnd() {
    Fairlead.run(
        o -> o.withListener(waits),
        () ->
            TaskGroup.run(group -> {
              var waiter = new Waiter[1];
              group.startSoon(
                  o -> o.withName("sleeper"),
                  () -> {
                    waiter[0] = new Waiter();
                    Parking.park(waiter[0], () -> "it");
                  });
              Fairlead.awaitAllTasksBlocked();
              waiter[0].wake();
            }));

    assertEquals(List.of("sleeper waits for it", "sleeper is woken"), waits.of("sleeper"));
  }

  @Test
  void aWaitThatIsOverBeforeItBeginsIsNone() {
    Fairlead.run(
        o -> o.withListener(waits),
        () -> {
          var waiter = new Waiter();
          waiter.wake();
          Parking.park(waiter, () -> "it");
        });

    assertEquals(List.of(), waits.of("main"));
  }

  /** Another thread ends each wait at about the moment at which it begins. */
  @Test
  void hearsOfTheBeginningOfAWaitBeforeItsEnd() throws InterruptedException {
    var open = new AtomicReference<@Nullable Waiter>();
    var over = new AtomicBoolean();
    Thread waker = Thread.ofPlatform().start(() -> wakeAll(open, over));

    Fairlead.run(
        o -> o.withListener(waits),
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            var waiter = new Waiter();
            open.set(waiter);
            Parking.park(waiter, () -> "it");
          }
        });
    over.set(true);
    waker.join();

    List<String> heard = waits.of("main");
    assertFalse(heard.isEmpty());
    assertEquals(0, heard.size() % 2);
    for (int i = 0; i < heard.size(); i += 2) {
      assertEquals(List.of("main waits for it", "main is woken"), heard.subList(i, i + 2));
    }
  }

  private static void wakeAll(AtomicReference<@Nullable Waiter> open, AtomicBoolean over) {
    var random = new SplittableRandom(SEED);
    while (!over.get()) {
      Waiter waiter = open.getAndSet(null);
      if (waiter == null) {
        Thread.yield();
        continue;
      }
      for (int i = random.nextInt(100); i > 0; i--) {
        Thread.onSpinWait();
      }
      waiter.wake();
    }
  }

  /** Serves one wait after another. */
  private static final class Reused extends Waiter {
    void useAgain() {
      rearm();
    }
  }

  @Test
  void aWakeUpThatComesLateKeepsNoLaterOneFromTheTask() {
    Fairlead.run(
        o -> o.withListener(waits),
        () ->
            TaskGroup.run(group -> {
              var waiter = new Reused[1];
              group.startSoon(() -> {
                waiter[0] = new Reused();
                waiter[0].claim();
                Parking.park(waiter[0], () -> "what is there");
                waiter[0].useAgain();
                Parking.park(waiter[0], () -> "it");
              });
              Fairlead.awaitAllTasksBlocked();
              waiter[0].resume(); // Of the first wait.
              Fairlead.awaitAllTasksBlocked();
              assertTrue(waiter[0].wake());
            }));
  }

  @Test
  void aCancellationWakesNobodyBehindAShield() {
    Fairlead.run(
        o -> o.withListener(waits),
        () -> {
          var goOn = new Event();
          CancelScope scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(
                o -> o.withName("shielded"),
                () -> scope.run(() -> CancelScope.shielded().run(goOn::await)));
            Fairlead.awaitAllTasksBlocked();
            scope.cancel();
            Fairlead.awaitAllTasksBlocked();
            assertEquals(List.of("shielded waits for an event"), waits.of("shielded"));
            goOn.set();
          });
        });

    assertEquals(List.of("shielded waits for an event", "shielded is woken"), waits.of("shielded"));
  }
}
