package dev.fairlead.it;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import org.junit.jupiter.api.Test;

/** A small program against the exported packages alone. */
final class ModulePathIT {
  @Test
  void tasksOfAGroupAreJoined() {
    int sum =
        Fairlead.call(() ->
            TaskGroup.call(group -> {
              var one = group.startSoon(() -> 1);
              var two = group.startSoon(() -> 2);
              return one.await() + two.await();
            }));

    assertEquals(3, sum);
  }

  @Test
  void aScopeEndsAWaitInTime() {
    var scope = CancelScope.moveOnAfter(ofSeconds(0));

    Fairlead.run(() -> scope.run(Fairlead::sleepForever));

    assertTrue(scope.cancelledCaught());
  }
}
