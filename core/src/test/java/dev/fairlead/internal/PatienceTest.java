package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class PatienceTest {

  private final Patience patience = new Patience();

  @Test
  void seesAWaitThatIsOverWhereTasksRunInParallel() {
    Task<?> task = Task.current();
    var waiter = new Waiter();
    waiter.wake();

    assertEquals(task.engine().runsInParallel(), patience.outlasts(waiter, task));
  }

  @Test
  void comesToAnEndThoughTheWaitDoesNot() {
    Task<?> task = Task.current();
    var waiter = new Waiter();

    for (int i = 0; i < 1_000; i++) {
      assertFalse(patience.outlasts(waiter, task));
    }
  }

  @Test
  void isThereAgainOnceItPaysAfterItWasInVainForLong() {
    Task<?> task = Task.current();
    var endless = new Waiter();
    for (int i = 0; i < 1_000; i++) {
      patience.outlasts(endless, task);
    }

    var woken = new Waiter();
    woken.wake();
    int seen = 0;
    for (int i = 0; i < 1_000; i++) {
      seen += patience.outlasts(woken, task) ? 1 : 0;
    }

    assertEquals(task.engine().runsInParallel(), seen > 900);
  }
}
