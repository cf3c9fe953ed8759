package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TurnTest {

  private final Turn turn = new Turn("sending to a stream");

  @Test
  void whoWaitsIsNextInTheOrderOfWaiting() {
    var trail = new ArrayList<String>();
    turn.take();
    TaskGroup.run(group -> {
      for (String name : List.of("first", "second", "third")) {
        group.startSoon(() -> turn.run(() -> trail.add(name)));
        Fairlead.awaitAllTasksBlocked();
      }

      assertEquals(List.of(), trail);
      turn.give();
    });

    assertEquals(List.of("first", "second", "third"), trail);
  }

  @Test
  void aTurnThatSomebodyHasIsNotTakenBesides() {
    assertTrue(turn.tryTake());
    assertFalse(turn.tryTake());
    turn.give();
    assertTrue(turn.tryTake());
  }

  @Test
  void aSecondTaskIsRefusedWhileOneIsAtItOrWaitsForItsTurn() {
    turn.take();
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> turn.begin());
      Fairlead.awaitAllTasksBlocked();

      var refused = assertThrows(BusyResourceException.class, turn::begin);
      assertTrue(refused.getMessage().contains("sending to a stream"), refused.getMessage());

      turn.give();
      waiting.await();
      assertThrows(BusyResourceException.class, turn::begin);
    });
  }

  @Test
  void whatWasBegunAndEndedCanBeBegunAgain() {
    turn.begin();
    turn.end();
    turn.begin();
    turn.end();
    assertTrue(turn.tryTake());
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() {
    turn.take();
    TaskGroup.run(group -> {
      var scope = CancelScope.create();
      group.startSoon(() -> scope.run(turn::begin));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel();
    });
    turn.give();

    turn.begin();
    turn.end();
    assertTrue(turn.tryTake());
  }

  @Test
  void aWaitThatIsCancelledInTheMomentOfItsTurnLetsTheNextHaveIt() {
    turn.take();
    TaskGroup.run(group -> {
      var scope = CancelScope.create();
      group.startSoon(() -> scope.run(() -> turn.run(() -> {})));
      Fairlead.awaitAllTasksBlocked();
      var next = group.startSoon(() -> turn.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();

      turn.give();
      scope.cancel();

      next.await();
    });
  }

  @Test
  void onlyOneHasItAndNobodyIsForgotten() {
    int[] turns = new int[1];
    TaskGroup.run(group -> {
      for (int i = 0; i < 8; i++) {
        group.startSoon(() -> {
          for (int n = 0; n < 500; n++) {
            turn.run(() -> turns[0]++);
          }
        });
      }
    });

    assertEquals(4_000, turns[0]);
  }
}
