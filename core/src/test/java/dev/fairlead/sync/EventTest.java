package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class EventTest {

  private final Event event = new Event();

  @Test
  void beginsNotSetAndStaysSet() {
    assertFalse(event.isSet());

    event.set();
    event.set();

    assertTrue(event.isSet());
  }

  @Test
  void waitingForASetEventReturnsAtOnce() {
    event.set();

    event.await();

    assertTrue(event.tryAwait(Duration.ZERO));
  }

  @Test
  void setWakesEveryWaiter() {
    var woken = Collections.synchronizedList(new ArrayList<Integer>());

    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        int number = i;
        group.startSoon(() -> {
          event.await();
          woken.add(number);
        });
      }
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), woken);
      event.set();
    });

    assertEquals(List.of(0, 1, 2), woken.stream().sorted().toList());
  }

  @Test
  @NeedsRealThreads
  void canBeSetFromAPlainThread() {
    TaskGroup.run(group -> {
      group.startSoon(event::await);
      Fairlead.awaitAllTasksBlocked();
      Thread.ofPlatform().start(event::set);
    });

    assertTrue(event.isSet());
  }

  @Test
  void aLimitedWaitSaysWhetherTheEventIsSet() {
    assertFalse(event.tryAwait(Duration.ZERO));
    assertFalse(event.tryAwait(Duration.ofMillis(5)));
    assertEquals(0, event.statistics().tasksWaiting());

    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> event.tryAwait(Duration.ofDays(1)));
      Fairlead.awaitAllTasksBlocked();
      event.set();
      assertTrue(waiting.await());
    });
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() throws Exception {
    Waits.assertCancelledBefore(event::await);
    Waits.assertCancelledWhileWaiting(event::await);

    assertEquals(0, event.statistics().tasksWaiting());
  }

  @Test
  void waitingForASetEventIsACheckpoint() throws Exception {
    event.set();

    Waits.assertCancelledBefore(event::await);
  }

  @Test
  void aWaiterThatWasWokenReturnsThoughItIsCancelledAfterwards() {
    CancelScope scope = CancelScope.create();
    var trail = new ArrayList<String>();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() -> {
            event.await();
            trail.add("woken");
            Fairlead.sleepForever();
          }));
      Fairlead.awaitAllTasksBlocked();
      event.set();
      scope.cancel();
    });

    assertEquals(List.of("woken"), trail);
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(event::await);
  }

  @Test
  void statisticsNameWhoWaits() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("patient"), event::await);
      Fairlead.awaitAllTasksBlocked();

      EventStatistics statistics = event.statistics();

      assertEquals(1, statistics.tasksWaiting());
      assertEquals("patient", statistics.waiting().getFirst().task().name());
      assertFalse(statistics.waiting().getFirst().waited().isNegative());
      event.set();
    });
    assertEquals(0, event.statistics().tasksWaiting());
    assertEquals(1, event.statistics().peakWaiting());
  }
}
