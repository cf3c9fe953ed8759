package dev.fairlead.benchmarks.files;

import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.file.AsyncFile;
import dev.fairlead.file.FileReadStream;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Fairlead's files, on one of its backends. */
final class FairleadReading implements Reading {

  private final Backend backend;

  FairleadReading(Backend backend) {
    this.backend = backend;
  }

  @Override
  public void pages(Job job) throws Exception {
    inTasks(job.places(), () -> readPages(job));
  }

  /** In a task. */
  static void readPages(Job job) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    try (AsyncFile file = AsyncFile.open(job.file())) {
      do {
        int _ = file.readAt(job.somePage(), buffer.clear());
        job.done().increment();
      } while (job.more().getAsBoolean());
    }
  }

  @Override
  public void streams(Job job) throws Exception {
    inTasks(job.places(), () -> readStreams(job));
  }

  /** In a task. */
  static void readStreams(Job job) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    do {
      try (FileReadStream file = FileReadStream.open(job.file())) {
        int count;
        do {
          count = file.receive(buffer.clear());
          job.done().add(Math.max(count, 0));
        } while (count >= 0 && job.more().getAsBoolean());
      }
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
