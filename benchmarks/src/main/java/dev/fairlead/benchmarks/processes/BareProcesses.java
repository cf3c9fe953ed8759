package dev.fairlead.benchmarks.processes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The JDK's processes with a platform thread for each, as a user without a library would do it. */
final class BareProcesses {

  private BareProcesses() {}

  /** What one thread does again and again. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  static void starts(int parallel, BooleanSupplier more, LongAdder done) throws Exception {
    inThreads(
        parallel,
        more,
        () -> {
          Process process = new ProcessBuilder("true").redirectErrorStream(true).start();
          try (InputStream output = process.getInputStream()) {
            output.readAllBytes();
          }
          if (process.waitFor() == 0) {
            done.increment();
          }
        });
  }

  static void pipes(int parallel, BooleanSupplier more, LongAdder done) throws Exception {
    inThreads(
        parallel,
        more,
        () -> {
          Process process =
              new ProcessBuilder("head", "-c", Long.toString(FairleadProcesses.BYTES), "/dev/zero")
                  .redirectErrorStream(true)
                  .start();
          byte[] buffer = new byte[FairleadProcesses.BUFFER];
          try (InputStream output = process.getInputStream()) {
            for (int count = 0; count >= 0; count = output.read(buffer)) {
              done.add(count);
            }
          }
          process.waitFor();
        });
  }

  private static void inThreads(int parallel, BooleanSupplier more, Step step) throws Exception {
    var tasks = new ArrayList<FutureTask<Boolean>>();
    for (int i = 0; i < parallel; i++) {
      var task =
          new FutureTask<>(() -> {
            do {
              step.run();
            } while (more.getAsBoolean());
            return true;
          });
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (var task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a program failed", e.getCause());
      }
    }
  }
}
