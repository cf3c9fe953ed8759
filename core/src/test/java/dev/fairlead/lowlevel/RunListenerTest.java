package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.sync.Event;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RunListenerTest {

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
