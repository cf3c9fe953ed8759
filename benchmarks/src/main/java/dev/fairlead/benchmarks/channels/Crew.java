package dev.fairlead.benchmarks.channels;

import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Runs jobs side by side and waits for them all. */
@FunctionalInterface
interface Crew {

  void run(List<Job> jobs) throws Exception;

  /** What one member does. */
  @FunctionalInterface
  interface Job {
    void run() throws Exception;
  }

  /** A bare virtual thread for each job. */
  static Crew ofVirtualThreads() {
    return jobs -> {
      var done = new CountDownLatch(jobs.size());
      var failures = new ConcurrentLinkedQueue<Exception>();
      for (var job : jobs) {
        Thread.ofVirtual().start(() -> runOne(job, failures, done));
      }
      done.await();
      for (var failure : failures) {
        throw failure;
      }
    };
  }

  private static void runOne(
      Job job, ConcurrentLinkedQueue<Exception> failures, CountDownLatch done) {
    try {
      job.run();
    } catch (Exception e) {
      failures.add(e);
    } finally {
      done.countDown();
    }
  }

  /** A task of one group for each job. */
  static Crew ofTasks(Backend backend) {
    return jobs ->
        Hosts.fairlead(
            backend,
            () ->
                TaskGroup.run(group -> {
                  for (var job : jobs) {
                    group.startSoon(job::run);
                  }
                }));
  }
}
