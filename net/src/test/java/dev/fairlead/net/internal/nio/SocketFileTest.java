package dev.fairlead.net.internal.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SocketFileTest {

  private static final int TIMES = 20_000;

  @TempDir Path directory;

  /** Another process that listens there may remove a stale file at the same time. */
  @Test
  void aFileThatGoesWhileItIsLookedAtNeedsNoRemoval() throws IOException {
    Path path = directory.resolve("file");
    var done = new AtomicBoolean();
    var changing = CompletableFuture.runAsync(() -> comeAndGo(path, done));

    int refused = 0;
    for (int i = 0; i < TIMES; i++) {
      refused += isRefused(path) ? 1 : 0;
    }
    done.set(true);
    changing.join();

    assertTrue(refused > 0 && refused < TIMES, "refused: " + refused);
  }

  private static void comeAndGo(Path path, AtomicBoolean done) {
    try {
      while (!done.get()) {
        assertEquals(path, Files.createFile(path));
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there was a file, which is that of no socket. */
  private static boolean isRefused(Path path) throws IOException {
    try {
      SocketFile.removeStale(path);
      return false;
    } catch (BindException e) {
      return true;
    }
  }
}
