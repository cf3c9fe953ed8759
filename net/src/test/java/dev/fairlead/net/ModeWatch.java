package dev.fairlead.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Looks again and again which permissions a file has that comes and goes. */
final class ModeWatch implements AutoCloseable {

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Path path;
  private final CompletableFuture<Void> watching;
  private volatile boolean closed;

  ModeWatch(Path path) {
    this.path = path;
    this.watching =
        CompletableFuture.runAsync(
            this::watch, look -> Thread.ofPlatform().name("mode-watch").start(look));
  }

  private void watch() {
    while (!closed) {
      try {
        seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      } catch (NoSuchFileException e) {
        Thread.onSpinWait(); // Between two of them.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Every mode that was seen. */
  Set<String> seen() {
    return seen;
  }

  @Override
  public void close() {
    closed = true;
    watching.join();
  }
}
