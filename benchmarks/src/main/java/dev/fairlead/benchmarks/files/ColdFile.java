package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the system forget a file again and again, so that it is read from the disk. Linux. */
final class ColdFile implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final Path file;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread;

  private ColdFile(Path file) {
    this.file = file;
    this.thread = Thread.ofPlatform().daemon().name("cold file").unstarted(this::forgetAgain);
  }

  /** Begins; returns when the file is cold. */
  static ColdFile keep(Path file) throws IOException, InterruptedException {
    var cold = new ColdFile(file);
    cold.forget();
    cold.thread.start();
    return cold;
  }

  private void forgetAgain() {
    try {
      while (!stop.get()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        forget();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the file does not stay cold", e);
    }
  }

  /** GNU dd tells the system that the whole file is not needed any more. */
  private void forget() throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("dd cannot drop " + file + " from memory (exit code " + code + ")");
    }
  }

  @Override
  public void close() {
    stop.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
