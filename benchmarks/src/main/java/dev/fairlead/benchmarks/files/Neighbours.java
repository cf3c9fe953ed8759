package dev.fairlead.benchmarks.files;

import dev.fairlead.TaskGroup;
import dev.fairlead.file.AsyncFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;

/** Those who keep a disk busy beside an echo server, with pieces anywhere in a file. */
enum Neighbours {
  /** Read from something slow, and so only wait. */
  WAITERS(StandardOpenOption.READ) {
    @Override
    Path file(Path directory, long size) throws IOException, InterruptedException {
      return SlowPipe.make(directory);
    }

    @Override
    AutoCloseable prepare(Path file) throws IOException {
      return SlowPipe.feed(file);
    }

    @Override
    void piece(AsyncFile file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.read(buffer);
    }

    @Override
    void piece(FileChannel file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.read(buffer);
    }
  },

  /** Read what is not in memory. */
  READERS(StandardOpenOption.READ) {
    @Override
    AutoCloseable keepBusy(Path file) throws IOException, InterruptedException {
      return ColdFile.keep(file);
    }

    @Override
    void piece(AsyncFile file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.readAt(offset, buffer);
    }

    @Override
    void piece(FileChannel file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.read(buffer, offset);
    }
  },

  /** Read what is not in memory, from a disk that cannot keep up with them. */
  SLOW_READERS(StandardOpenOption.READ) {
    @Override
    boolean isPossible() {
      return SlowDisk.isPossible();
    }

    @Override
    AutoCloseable keepBusy(Path file) throws IOException, InterruptedException {
      ColdFile cold = ColdFile.keep(file);
      SlowDisk slow = SlowDisk.holding(file);
      return () -> {
        cold.close();
        slow.close();
      };
    }

    @Override
    void piece(AsyncFile file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.readAt(offset, buffer);
    }

    @Override
    void piece(FileChannel file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.read(buffer, offset);
    }
  },

  /** Write, and wait until the disk has it. */
  WRITERS(StandardOpenOption.WRITE) {
    @Override
    void piece(AsyncFile file, long offset, ByteBuffer buffer) throws IOException {
      int _ = file.writeAt(offset, buffer);
      file.syncData();
    }

    @Override
    void piece(FileChannel file, long offset, ByteBuffer buffer) throws IOException {
      while (buffer.hasRemaining()) {
        int _ = file.write(buffer, offset + buffer.position());
      }
      file.force(false);
    }
  };

  private final StandardOpenOption how;

  Neighbours(StandardOpenOption how) {
    this.how = how;
  }

  /** Whether this machine has what they need. */
  boolean isPossible() {
    return true;
  }

  /** What they use. */
  Path file(Path directory, long size) throws IOException, InterruptedException {
    return TestFile.of(directory, size);
  }

  /** Lets it work at all, until that is closed. */
  AutoCloseable prepare(Path file) throws IOException {
    return () -> {};
  }

  /** Sees to it that the disk is needed, until that is closed. */
  AutoCloseable keepBusy(Path file) throws IOException, InterruptedException {
    return () -> {};
  }

  /** Reads or writes a piece with Fairlead. */
  abstract void piece(AsyncFile file, long offset, ByteBuffer buffer) throws IOException;

  /** Reads or writes a piece with the JDK. */
  abstract void piece(FileChannel file, long offset, ByteBuffer buffer) throws IOException;

  /** Tasks of the same runtime, as users of Fairlead write them. */
  void files(TaskGroup group, Reading.Job job) {
    for (int i = 0; i < job.places(); i++) {
      group.startSoon(() -> {
        ByteBuffer buffer = ByteBuffer.allocate(Reading.PIECE);
        try (AsyncFile file = AsyncFile.open(job.file(), how)) {
          do {
            piece(file, somePiece(job), buffer.clear());
            job.done().increment();
          } while (job.more().getAsBoolean());
        }
      });
    }
  }

  /** Tasks of the same runtime that call the JDK, and so hold the threads that carry tasks. */
  void blockingInTasks(TaskGroup group, Reading.Job job) {
    for (int i = 0; i < job.places(); i++) {
      group.startSoon(() -> blocking(job));
    }
  }

  /** Threads that have nothing to do with the runtime. */
  void threads(ThreadFactory threads, Reading.Job job) {
    for (int i = 0; i < job.places(); i++) {
      threads.newThread(() -> unchecked(job)).start();
    }
  }

  private void unchecked(Reading.Job job) {
    try {
      blocking(job);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void blocking(Reading.Job job) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Reading.PIECE);
    try (FileChannel file = FileChannel.open(job.file(), how)) {
      do {
        piece(file, somePiece(job), buffer.clear());
        job.done().increment();
      } while (job.more().getAsBoolean());
    }
  }

  private static long somePiece(Reading.Job job) {
    return ThreadLocalRandom.current().nextLong(job.size() / Reading.PIECE) * Reading.PIECE;
  }
}
