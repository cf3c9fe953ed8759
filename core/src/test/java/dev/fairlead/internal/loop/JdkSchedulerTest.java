package dev.fairlead.internal.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JdkSchedulerTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  @Test
  void whoeverIsQueuedRunsWhenEveryProcessorIsTakenByThreadsThatGiveWay() throws Exception {
    learnToLook();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      busy.add(Thread.startVirtualThread(() -> giveWayUntil(over)));
    }

    boolean ran = Thread.startVirtualThread(() -> {}).join(LONG_ENOUGH);
    over.set(true);

    assertTrue(ran);
    for (Thread thread : busy) {
      assertTrue(thread.join(LONG_ENOUGH));
    }
  }

  private static void learnToLook() throws InterruptedException {
    AtomicBoolean looks = new AtomicBoolean();
    Thread learner = Thread.startVirtualThread(() -> giveWayUntil(looks));
    await().atMost(LONG_ENOUGH).until(JdkScheduler::looksBeforeItYields);
    looks.set(true);
    assertTrue(learner.join(LONG_ENOUGH));
  }

  private static void giveWayUntil(AtomicBoolean done) {
    while (!done.get()) {
      JdkScheduler.giveWay();
    }
  }
}
