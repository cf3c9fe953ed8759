package dev.fairlead.benchmarks.tasks;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/** Crowds of sleeping tasks, on bare virtual threads and on Fairlead. */
final class Crowds {

  private Crowds() {}

  // ---- cancel them all

  static long interruptBare(int count) throws Exception {
    var asleep = new CountDownLatch(count);
    var threads = new ArrayList<Thread>(count);
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().start(() -> sleepUntilInterrupted(asleep)));
    }
    asleep.await();
    long start = System.nanoTime();
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      thread.join();
    }
    return System.nanoTime() - start;
  }

  private static void sleepUntilInterrupted(CountDownLatch asleep) {
    asleep.countDown();
    try {
      Thread.sleep(Duration.ofHours(1));
    } catch (InterruptedException _) {
      // This is how it is told to end.
    }
  }

  static long cancelFairlead(Backend backend, int count) throws Exception {
    var start = new long[1];
    Hosts.fairlead(
        backend,
        () -> {
          TaskGroup.run(group -> {
            for (int i = 0; i < count; i++) {
              group.startSoon(() -> Fairlead.sleep(Duration.ofHours(1)));
            }
            Fairlead.awaitAllTasksBlocked();
            start[0] = System.nanoTime();
            group.cancel();
          });
          start[0] = System.nanoTime() - start[0];
        });
    return start[0];
  }

  // ---- let them sleep

  static void sleepBare(SleepingCrowd.Crowd crowd) throws InterruptedException {
    var ended = new CountDownLatch(crowd.count());
    for (int i = 0; i < crowd.count(); i++) {
      var duration = crowd.nextSleep();
      Thread.ofVirtual()
          .start(() -> {
            crowd.aboutToSleep();
            sleep(duration);
            ended.countDown();
          });
    }
    crowd.allStarted();
    ended.await();
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }

  static void sleepFairlead(Backend backend, SleepingCrowd.Crowd crowd) throws Exception {
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < crowd.count(); i++) {
                var duration = crowd.nextSleep();
                group.startSoon(() -> {
                  crowd.aboutToSleep();
                  Fairlead.sleep(duration);
                });
              }
              crowd.allStarted();
            }));
  }

  /** The same, each sleep inside a scope with a deadline of its own that does not strike. */
  static void sleepUnderDeadlines(Backend backend, SleepingCrowd.Crowd crowd) throws Exception {
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < crowd.count(); i++) {
                var duration = crowd.nextSleep();
                group.startSoon(() -> {
                  crowd.aboutToSleep();
                  var limit = CancelScope.failAfter(duration.plusHours(1));
                  limit.run(() -> Fairlead.sleep(duration));
                });
              }
              crowd.allStarted();
            }));
  }
}
