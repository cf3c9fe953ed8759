package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ThreadFactory;

/** Plain blocking calls on threads, platform ones or virtual ones. */
final class BlockingReading implements Reading {

  private final ThreadFactory threads;

  BlockingReading(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public void pages(Job job) throws Exception {
    Places.run(threads, job.places(), () -> readPages(job));
  }

  private static void readPages(Job job) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    try (FileChannel file = FileChannel.open(job.file())) {
      do {
        while (buffer.hasRemaining() && file.read(buffer, job.somePage()) >= 0) {
          // A page may come in parts.
        }
        buffer.clear();
        job.done().increment();
      } while (job.more().getAsBoolean());
    }
  }

  @Override
  public void streams(Job job) throws Exception {
    Places.run(threads, job.places(), () -> readStreams(job));
  }

  private static void readStreams(Job job) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    long start = job.somePiece();
    do {
      try (FileChannel file = FileChannel.open(job.file()).position(start)) {
        int count;
        do {
          count = file.read(buffer.clear());
          job.done().add(Math.max(count, 0));
        } while (count >= 0 && job.more().getAsBoolean());
      }
      start = 0;
    } while (job.more().getAsBoolean());
  }
}
