package dev.fairlead.thread;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class AbandonedCallsTest {

  @Test
  void aFunctionThatIsGivenUpSoonAfterACallCountsAsNoJobAnyMore() {
    for (int i = 0; i < 300; i++) {
      giveUpAfterACall();
    }

    Fairlead.awaitAllTasksBlocked();
  }

  private static void giveUpAfterACall() {
    CancelScope scope = CancelScope.create();
    var called = new AtomicBoolean();
    var mayEnd = new CountDownLatch(1);
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              ToThread.run(
                  ThreadOptions::withAbandon,
                  () -> {
                    FromThread.run(() -> {});
                    called.set(true);
                    mayEnd.await();
                  })));
      while (!called.get()) {
        Checkpoints.yieldNow();
      }
      scope.cancel("no longer wanted");
    });
    mayEnd.countDown();
  }
}
