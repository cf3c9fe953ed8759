package dev.fairlead.benchmarks.processes;

import dev.fairlead.Action;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.process.Command;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Redirect;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Fairlead's processes, on one of its backends. */
final class FairleadProcesses {

  /** What each program writes where throughput is measured. */
  static final long BYTES = 100_000_000;

  /** What is read at once. */
  static final int BUFFER = 65_536;

  private final Backend backend;

  FairleadProcesses(Backend backend) {
    this.backend = backend;
  }

  void starts(int parallel, BooleanSupplier more, LongAdder done) throws Exception {
    inTasks(
        parallel,
        more,
        () -> {
          try (var process =
              Processes.openProcess(Command.of("true"), o -> o.withStderr(Redirect.intoStdout()))) {
            ByteBuffer buffer = ByteBuffer.allocate(256);
            while (process.stdout().receive(buffer.clear()) >= 0) {
              // Nothing is written.
            }
            if (process.waitFor().isSuccess()) {
              done.increment();
            }
          }
        });
  }

  void pipes(int parallel, BooleanSupplier more, LongAdder done) throws Exception {
    inTasks(
        parallel,
        more,
        () -> {
          try (var process =
              Processes.openProcess(
                  Command.of("head", "-c", Long.toString(BYTES), "/dev/zero"),
                  o -> o.withStderr(Redirect.intoStdout()))) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (process.stdout().receive(buffer.clear()) >= 0) {
              done.add(buffer.position());
            }
            process.waitFor();
          }
        });
  }

  private void inTasks(int parallel, BooleanSupplier more, Action<?> step) throws Exception {
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < parallel; i++) {
                group.startSoon(() -> {
                  do {
                    step.run();
                  } while (more.getAsBoolean());
                });
              }
            }));
  }
}
