package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.Interruptible;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class WorkerPoolTest {

  @AfterEach
  void keepThemAsUsual() {
    WorkerPool.keepIdleFor(Duration.ofSeconds(10));
  }

  @Test
  void aWorkerThatHasBeenIdleForLongEnds() {
    WorkerPool.keepIdleFor(Duration.ofMillis(1));

    Thread worker = ToThread.call(Thread::currentThread);

    assertTrue(Interruptible.<Boolean, RuntimeException>call(() -> worker.join(ofTenSeconds())));
    assertNotSame(worker, ToThread.call(Thread::currentThread));
  }

  private static Duration ofTenSeconds() {
    return Duration.ofSeconds(10);
  }

  @Test
  void itIsOneOfThoseThatKeepNoJvmRunning() {
    assertTrue(ToThread.call(() -> Thread.currentThread().isDaemon()));
    assertFalse(ToThread.call(() -> Thread.currentThread().isVirtual()));
  }
}
