package dev.fairlead.thread;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.CountDownLatch;
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
    var called = new Event();
    var mayEnd = new CountDownLatch(1);
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              ToThread.run(
                  ThreadOptions::withAbandon,
                  () -> {
                    FromThread.run(() -> {});
                    called.set();
                    mayEnd.await();
                  })));
      called.await();
      scope.cancel("no longer wanted");
    });
    mayEnd.countDown();
  }
}
