package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Another thread says that a task is ready, while the task comes to its end. */
@ForEveryBackend(except = "simulated")
class StartedFromOutsideTest {

  private static final int TIMES = 300;

  @Test
  void aFailureAtTheSameMomentIsHeardOf() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      var failure = new IOException("at the same moment");
      Throwable heard = null;
      try {
        TaskGroup.run(group -> start(group, UnaryOperator.identity(), failure));
      } catch (ExceptionGroup failed) {
        heard = failed.exceptions().getFirst();
      }

      assertSame(failure, heard, "after " + i + " others");
    }
  }

  @Test
  void aServiceThatEndsAtTheSameMomentIsCountedOnce() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      TaskGroup.run(group -> {
        try {
          start(group, TaskOptions::withService, null);
        } catch (IllegalStateException e) {
          assertTrue(e.getMessage().contains("ended without calling started()"), e.getMessage());
        }
      });
    }
  }

  private static void start(
      TaskGroup group, UnaryOperator<TaskOptions> options, IOException failure) throws IOException {
    var saying = new AtomicReference<Thread>();
    try {
      group.<Integer, IOException>start(
          options,
          status -> {
            var ready = new AtomicInteger();
            saying.set(Thread.ofPlatform().start(() -> say(status, ready)));
            meet(ready);
            if (failure != null) {
              throw failure;
            }
          });
    } finally {
      joinAll(List.of(saying.get()));
    }
  }

  private static void joinAll(List<Thread> threads) {
    for (Thread thread : threads) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void say(TaskStatus<Integer> status, AtomicInteger ready) {
    meet(ready);
    try {
      boolean _ = status.started(1);
    } catch (IllegalStateException e) {
      assertTrue(e.getMessage().contains("after the end of task"), e.getMessage());
    }
  }

  private static void meet(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }
}
