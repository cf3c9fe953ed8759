package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle.Status;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class InterruptibleRaceTest {

  @Test
  void aCancellationAtTheMomentAtWhichAShieldIsEnteredStaysOutside() {
    for (int i = 0; i < 500; i++) {
      CancelScope scope = CancelScope.create();
      var begun = new AtomicBoolean();
      int spins = i % 100;
      TaskGroup.run(group -> {
        var canceller =
            Thread.ofPlatform()
                .start(() -> {
                  while (!begun.get()) {
                    Thread.onSpinWait();
                  }
                  Waits.spin(spins);
                  scope.cancel("at this moment");
                });
        var task = group.startSoon(() -> scope.run(() -> Interruptible.run(() -> enter(begun))));
        task.join();
        canceller.join();

        assertNotEquals(Status.CANCELLED, task.status());
      });
    }
  }

  private static void enter(AtomicBoolean begun) {
    begun.set(true);
    for (int i = 0; i < 5; i++) {
      CancelScope.shielded()
          .run(() -> {
            Waits.spin(20);
            assertFalse(Thread.currentThread().isInterrupted(), "interrupted inside a shield");
          });
    }
  }
}
