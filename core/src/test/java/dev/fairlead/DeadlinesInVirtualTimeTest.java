package dev.fairlead;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Lock;
import dev.fairlead.testsupport.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to a scope before its deadline comes. */
@InVirtualTime
class DeadlinesInVirtualTimeTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void aFailingScopeThatIsCancelledByHandDoesNotFail() {
    CancelScope scope = CancelScope.failAfter(SHORT);

    scope.run(() -> {
      scope.cancel("by hand");
      CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
      Checkpoints.checkpoint();
    });

    assertTrue(scope.cancelledCaught());
    assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
  }

  @Test
  void aDeadlineMovedAwayDoesNotCount() {
    CancelScope scope = CancelScope.failAfter(ofSeconds(1));

    scope.run(() -> {
      scope.moveDeadline(Deadline.NEVER);
      Fairlead.sleep(ofMillis(1100));
    });

    assertFalse(scope.cancelCalled());
  }

  @Test
  void aTimeoutSaysWhatWasWaitedForAndWhoHoldsIt() {
    var lock = new Lock();
    var let = new Event();
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("greedy"), () -> lock.run(let::await));
      Fairlead.awaitAllTasksBlocked();

      var thrown =
          assertThrows(
              DeadlineExceededException.class,
              () -> CancelScope.failAfter(Duration.ofMillis(5)).run(lock::acquire));

      assertTrue(
          thrown.getMessage().endsWith("it waited for a lock held by task greedy"),
          thrown::getMessage);
      let.set();
    });
  }

  @Test
  void whatComesAtTheMomentOfTheDeadlineIsTakenOrStillThere() {
    for (int i = 0; i < 2_000; i++) {
      var items = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.UNBOUNDED);
      var taken = new ArrayList<Integer>();
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.sleep(SHORT);
          items.send().send(1);
        });
        try {
          taken.add(CancelScope.failAfter(SHORT).call(items.receive()::receive));
        } catch (DeadlineExceededException e) {
          Fairlead.awaitAllTasksBlocked();
        }
      });
      taken.addAll(items.receive().closeAndDrain());
      items.close();
      assertEquals(List.of(1), taken);
    }
  }
}
