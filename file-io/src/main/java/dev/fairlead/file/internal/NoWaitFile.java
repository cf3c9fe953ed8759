package dev.fairlead.file.internal;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file of which what the kernel has in memory is read without ever waiting. Any thread may
 * read, also one that must not wait for a disk.
 */
final class NoWaitFile implements Closeable {

  private static final int CLOSED = Integer.MIN_VALUE;

  private final int descriptor;

  // How many read, and CLOSED on top: whoever comes last closes the descriptor.
  private final AtomicInteger users = new AtomicInteger();

  private volatile boolean useless; // the file system does not say what is in memory

  private NoWaitFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens a file, where that is possible: a regular one of the default file system, with a name
   * that text can say. On a worker thread.
   */
  static Optional<NoWaitFile> open(Path path) {
    if (!isAllowed() || !isPlain(path) || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    int descriptor = NoWaitCalls.open(path.toString());
    return descriptor < 0 ? Optional.empty() : regular(new NoWaitFile(descriptor));
  }

  /** Whether the system can do it and native access was granted; asking for it makes no noise. */
  static boolean isAllowed() {
    String processor = System.getProperty("os.arch", "");
    String names = System.getProperty("sun.jnu.encoding", "");
    return System.getProperty("os.name", "").equals("Linux")
        && (processor.equals("amd64") || processor.equals("aarch64"))
        && Charset.isSupported(names)
        && Charset.forName(names).equals(StandardCharsets.UTF_8)
        && NoWaitFile.class.getModule().isNativeAccessEnabled();
  }

  private static boolean isPlain(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault())
        && path.toString().indexOf('\uFFFD') < 0;
  }

  /** Somebody may have put something else there meanwhile. */
  private static Optional<NoWaitFile> regular(NoWaitFile file) {
    if (Files.isRegularFile(file.path())) {
      return Optional.of(file);
    }
    file.close();
    return Optional.empty();
  }

  /** A path that leads to this very file, whatever has happened to its name. */
  Path path() {
    return Path.of("/proc/self/fd", Integer.toString(descriptor));
  }

  /** Reads what is in memory at an offset; returns how many bytes that were, 0 if none. */
  int read(long offset, ByteBuffer target) {
    if (useless || !target.hasRemaining() || !enter()) {
      return 0;
    }
    try {
      int count = readOpen(offset, target);
      useless = count == NoWaitCalls.NEVER;
      return Math.max(count, 0);
    } finally {
      leave();
    }
  }

  private int readOpen(long offset, ByteBuffer target) {
    Staging staging = Staging.take();
    try {
      NoWaitCalls.Memory memory = staging.memory();
      int length = Math.min(memory.bytes.capacity(), target.remaining());
      int count = NoWaitCalls.read(memory, descriptor, offset, length);
      if (count > 0) {
        target.put(memory.bytes.clear().limit(count));
      }
      return count;
    } finally {
      staging.giveBack();
    }
  }

  private boolean enter() {
    return users.getAndUpdate(n -> n < 0 ? n : n + 1) >= 0;
  }

  private void leave() {
    if (users.decrementAndGet() == CLOSED) {
      NoWaitCalls.close(descriptor);
    }
  }

  @Override
  public void close() {
    int before = users.getAndUpdate(n -> n < 0 ? n : n + CLOSED);
    if (before == 0) {
      NoWaitCalls.close(descriptor);
    }
  }
}
