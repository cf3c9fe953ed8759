package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A function on a worker thread that waits for a task of its own runtime is not at work. */
@ForEveryBackend
@NeedsRealThreads
class WaitingFunctionsTest {

  private static final int ON_THE_WORKER = 20_000;

  private final Event go = new Event();

  @Test
  void aFunctionThatWaitsForAPortalDoesNotCountAsBusy() {
    BlockingPortal.open(portal -> assertNotBusy(() -> portal.run(go::await)));
  }

  @Test
  void aFunctionThatWaitsForItsOwnRuntimeDoesNotCountAsBusy() {
    RuntimeToken token = RuntimeToken.current();

    assertNotBusy(() -> FromThread.run(token, go::await));
  }

  private void assertNotBusy(Action<RuntimeException> function) {
    TaskGroup.run(group -> {
      group.startSoon(() -> ToThread.run(function));
      Fairlead.awaitAllTasksBlocked();
      go.set();
    });
  }

  @Test
  void aFunctionIsBusyAgainAfterEachCall() {
    BlockingPortal.open(WaitingFunctionsTest::assertBusyAfterCalls);
  }

  private static void assertBusyAfterCalls(BlockingPortal portal) {
    var through = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        ToThread.run(() -> {
          assertEquals(1, portal.call(() -> 1));
          assertEquals(2, portal.call(() -> 2));
          Waits.spin(ON_THE_WORKER);
          through.set(true);
        });
        Fairlead.sleepForever();
      });
      Fairlead.awaitAllTasksBlocked();
      assertTrue(through.get(), "it was said to be blocked while a worker had its function");
      group.cancel();
    });
  }

  @Test
  void oneThatIsGivenUpWhileItWaitsIsForgottenOnce() {
    BlockingPortal.open(portal -> {
      for (int i = 0; i < 100; i++) {
        giveUpWhileItWaits(portal);
      }
      assertBusyAfterCalls(portal);
    });
  }

  private static void giveUpWhileItWaits(BlockingPortal portal) {
    CancelScope scope = CancelScope.create();
    var called = new Event();
    var mayEnd = new Event();
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              ToThread.run(
                  ThreadOptions::withAbandon,
                  () ->
                      portal.run(() -> {
                        called.set();
                        mayEnd.await();
                      }))));
      called.await();
      scope.cancel("no longer wanted");
    });
    mayEnd.set();
  }
}
