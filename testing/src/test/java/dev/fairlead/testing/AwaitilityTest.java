package dev.fairlead.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Awaitility beside tasks: its conditions are plain memory, so it need not know of runtimes. */
class AwaitilityTest {

  private final AtomicBoolean done = new AtomicBoolean();

  private void finishLater(TaskGroup group) {
    group.startSoon(() -> {
      Fairlead.sleep(Duration.ofMillis(10));
      done.set(true);
    });
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void aTestCanAwaitWhatItsTasksDo(TaskGroup group) {
    finishLater(group);

    await().pollInSameThread().pollDelay(Duration.ZERO).until(done::get);

    assertTrue(done.get());
  }

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void onAWorkerThreadItHoldsUpNoTask(TaskGroup group) throws Exception {
    finishLater(group);

    ToThread.run(() -> await().until(done::get));

    assertTrue(done.get());
  }
}
