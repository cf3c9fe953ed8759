package dev.fairlead.file.internal;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a lock on a file by asking again and again. A waiting call of the system could only be
 * ended by an interrupt, which closes the file; and it does not wait for locks of this process.
 */
public final class LockWait {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private LockWait() {}

  /** Waits. A checkpoint. */
  public static FileLock await(OpenFile file, long offset, long size, boolean shared)
      throws IOException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<FileLock> lock = attempt(file, offset, size, shared);
      if (lock.isPresent()) {
        return lock.get();
      }
      Fairlead.sleep(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  /** Asks once; empty if somebody else has it. A checkpoint. */
  public static Optional<FileLock> attempt(OpenFile file, long offset, long size, boolean shared)
      throws IOException {
    FileChannel channel = file.handle().channel().orElseThrow(() -> noLocks(file));
    return file.call(() -> Optional.ofNullable(tryLock(channel, offset, size, shared)));
  }

  private static UnsupportedOperationException noLocks(OpenFile file) {
    return new UnsupportedOperationException(
        file + " is no file of the system, so it has no locks; open it by its path");
  }

  private static @Nullable FileLock tryLock(
      FileChannel channel, long offset, long size, boolean shared) throws IOException {
    try {
      return channel.tryLock(offset, size, shared);
    } catch (OverlappingFileLockException e) {
      return null; // Somebody in this process has it.
    }
  }
}
