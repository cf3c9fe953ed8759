package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/**
 * A lock on a part of a file, until it is closed. The end of the process and the closing of the
 * file end it too, and on most systems the closing of any other channel of this process to the same
 * file.
 *
 * {@snippet file="AsyncFileSnippets.java" region="lock"}
 *
 * <p>It keeps other processes and other files opened in this one from locking the same part, not
 * from reading and writing it. Closing it waits for the system, also in a cancelled scope. Any task
 * may close it.
 */
public final class FileRegionLock implements Resource {

  private final FileLock lock;

  FileRegionLock(FileLock lock) {
    this.lock = lock;
  }

  /** Whether others may have shared locks on the part too. */
  public boolean isShared() {
    return lock.isShared();
  }

  /** Whether it still holds. */
  public boolean isValid() {
    return lock.isValid();
  }

  @Override
  public void close() throws IOException {
    if (lock.isValid()) {
      FileCalls.finish(this::release);
    }
  }

  private void release() throws IOException {
    try {
      lock.release();
    } catch (ClosedChannelException e) {
      // The file was closed meanwhile, which has released it.
    }
  }

  @Override
  public String toString() {
    return (lock.isValid() ? "" : "released ") + (lock.isShared() ? "shared " : "") + "file lock";
  }
}
