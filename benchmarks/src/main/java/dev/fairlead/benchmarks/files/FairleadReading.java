package dev.fairlead.benchmarks.files;

import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.file.AsyncFile;
import dev.fairlead.file.FileOptions;
import dev.fairlead.file.FileReadStream;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** Fairlead's files, on one of its backends. */
final class FairleadReading implements Reading {

  private static final int THREADS = 40; // as many as a runtime has by default

  private final Backend backend;
  private final boolean limited;

  /**
   * Reads with Fairlead.
   *
   * @param limited whether files have a limiter of their own, so that worker threads make each call
   */
  FairleadReading(Backend backend, boolean limited) {
    this.backend = backend;
    this.limited = limited;
  }

  private UnaryOperator<FileOptions> options() {
    var limiter = new CapacityLimiter(THREADS);
    return o -> limited ? o.withLimiter(limiter) : o;
  }

  @Override
  public void pages(Job job) throws Exception {
    UnaryOperator<FileOptions> options = options();
    inTasks(job.places(), () -> readPages(job, options));
  }

  /** In a task. */
  static void readPages(Job job) throws IOException {
    readPages(job, o -> o);
  }

  private static void readPages(Job job, UnaryOperator<FileOptions> options) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    try (AsyncFile file = AsyncFile.open(job.file(), options)) {
      do {
        int _ = file.readAt(job.somePage(), buffer.clear());
        job.done().increment();
      } while (job.more().getAsBoolean());
    }
  }

  @Override
  public void streams(Job job) throws Exception {
    UnaryOperator<FileOptions> options = options();
    inTasks(job.places(), () -> readStreams(job, options));
  }

  /** In a task. */
  static void readStreams(Job job) throws IOException {
    readStreams(job, o -> o);
  }

  private static void readStreams(Job job, UnaryOperator<FileOptions> options) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    long start = job.somePiece();
    do {
      try (FileReadStream file = FileReadStream.open(job.file(), options)) {
        file.seek(start);
        int count;
        do {
          count = file.receive(buffer.clear());
          job.done().add(Math.max(count, 0));
        } while (count >= 0 && job.more().getAsBoolean());
      }
      start = 0;
    } while (job.more().getAsBoolean());
  }

  private void inTasks(int places, dev.fairlead.Action<IOException> body) throws Exception {
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              var begin = new Event();
              for (int i = 0; i < places; i++) {
                group.startSoon(() -> {
                  begin.await();
                  body.run();
                });
              }
              begin.set();
            }));
  }
}
