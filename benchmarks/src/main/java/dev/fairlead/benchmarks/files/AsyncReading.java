package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.util.concurrent.ExecutionException;

/** The JDK's asynchronous channels, each awaited by a virtual thread. */
final class AsyncReading implements Reading {

  @Override
  public void pages(Job job) throws Exception {
    Places.run(Thread.ofVirtual().factory(), job.places(), () -> readPages(job));
  }

  private static void readPages(Job job)
      throws IOException, InterruptedException, ExecutionException {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    try (AsynchronousFileChannel file = AsynchronousFileChannel.open(job.file())) {
      do {
        int _ = file.read(buffer.clear(), job.somePage()).get();
        job.done().increment();
      } while (job.more().getAsBoolean());
    }
  }

  @Override
  public void streams(Job job) throws Exception {
    Places.run(Thread.ofVirtual().factory(), job.places(), () -> readStreams(job));
  }

  private static void readStreams(Job job)
      throws IOException, InterruptedException, ExecutionException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    try (AsynchronousFileChannel file = AsynchronousFileChannel.open(job.file())) {
      long position = job.somePiece();
      do {
        int count = file.read(buffer.clear(), position).get();
        job.done().add(Math.max(count, 0));
        position = count < 0 ? 0 : position + count;
      } while (job.more().getAsBoolean());
    }
  }
}
