package dev.fairlead.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class FileLockTest {

  @TempDir private Path folder;

  private AsyncFile open() throws IOException {
    Path path = folder.resolve("file");
    if (!Files.exists(path)) {
      Files.writeString(path, "0");
    }
    return AsyncFile.open(path, READ, WRITE);
  }

  @Test
  void aLockKeepsOthersOutUntilItIsClosed() throws IOException {
    try (var one = open();
        var two = open()) {
      FileRegionLock lock = one.lock();

      assertTrue(two.tryLock().isEmpty());
      assertTrue(lock.isValid());
      lock.close();
      lock.close();

      assertFalse(lock.isValid());
      two.tryLock().orElseThrow().close();
    }
  }

  @Test
  void waitingForALockIsCancelledWithoutATrace() throws Exception {
    try (var one = open();
        var two = open()) {
      FileRegionLock lock = one.lock();

      FileWaits.assertCancelledWhileWaitingFor("sleep", two::lock);

      lock.close();
      one.tryLock().orElseThrow().close();
      assertTrue(two.isOpen());
    }
  }

  @Test
  void regionsAreIndependent() throws IOException {
    try (var one = open();
        var two = open();
        var low = one.lock(o -> o.withRegion(0, 10));
        var high = two.tryLock(o -> o.withRegion(10, 10)).orElseThrow()) {
      assertTrue(low.isValid() && high.isValid());
      assertTrue(two.tryLock(o -> o.withRegion(9, 1)).isEmpty());
      assertThrows(IllegalArgumentException.class, () -> two.lock(o -> o.withRegion(-1, 1)));
    }
  }

  @Test
  void aSharedLockSaysSo() throws IOException {
    try (var one = open();
        var lock = one.lock(o -> o.withShared())) {
      assertTrue(lock.isShared());
      assertEquals("shared file lock", lock.toString());
    }
  }

  @Test
  void closingTheFileReleasesItsLocks() throws IOException {
    var one = open();
    FileRegionLock lock = one.lock();

    one.close();
    lock.close();

    assertFalse(lock.isValid());
    try (var two = open()) {
      two.tryLock().orElseThrow().close();
    }
  }

  @Test
  void writersWithLocksLoseNoIncrement() throws IOException {
    TaskGroup.run(group -> {
      for (int writer = 0; writer < 4; writer++) {
        group.startSoon(() -> {
          for (int i = 0; i < 10; i++) {
            increment();
          }
        });
      }
    });

    assertEquals("40", Files.readString(folder.resolve("file")));
  }

  private void increment() throws IOException {
    try (var file = open();
        var _ = file.lock()) {
      int value = Integer.parseInt(file.readText());
      file.truncate(0);
      file.writeText(String.valueOf(value + 1));
    }
  }

  @Test
  void whatIsNoFileHasNoLocks() {
    var wrapped = AsyncFile.wrap(new ByteArrayInputStream(new byte[0]));

    assertThrows(UnsupportedOperationException.class, wrapped::lock);
  }
}
