package dev.fairlead.benchmarks.files;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Runs the same body in many threads. */
final class Places {

  private Places() {}

  /** What each thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  /** Lets them begin when all have started, and waits for all of them. */
  static void run(ThreadFactory threads, int count, Body body) throws Exception {
    var tasks = new ArrayList<FutureTask<Boolean>>();
    var begin = new CountDownLatch(1);
    for (int i = 0; i < count; i++) {
      var task =
          new FutureTask<>(() -> {
            begin.await();
            body.run();
            return true;
          });
      tasks.add(task);
      threads.newThread(task).start();
    }
    begin.countDown();
    for (var task : tasks) {
      await(task);
    }
  }

  static void await(FutureTask<Boolean> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reader failed", e.getCause());
    }
  }
}
