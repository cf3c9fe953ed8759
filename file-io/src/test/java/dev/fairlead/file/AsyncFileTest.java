package dev.fairlead.file;

import static dev.fairlead.file.Ascii.bytes;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.ToThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing a file. */
@NeedsRealThreads
@ForEveryBackend
class AsyncFileTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  @Test
  void openSaysWhatTheSystemSays() {
    assertThrows(NoSuchFileException.class, () -> AsyncFile.open(folder.resolve("missing")));
    assertThrows(IOException.class, () -> AsyncFile.open(folder, WRITE));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> AsyncFile.open(file("there"), CREATE_NEW, WRITE).close());
    assertThrows(
        IllegalArgumentException.class, () -> AsyncFile.open(file("both"), READ, APPEND).close());
  }

  @Test
  void aCreatedFileHasThePermissionsOfTheOptions() throws IOException {
    Path path = folder.resolve("secret");

    AsyncFile.open(
            path,
            o -> o.withPermissions(PosixFilePermissions.fromString("rw-------")),
            CREATE,
            WRITE)
        .close();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void theLimiterIsUsedForOpeningAndForEverythingLater() throws IOException {
    var limiter = new CapacityLimiter(1);

    try (var file = AsyncFile.open(file("abc"), o -> o.withLimiter(limiter))) {
      file.read();
      file.size();

      assertEquals(Optional.of(limiter), file.limiter());
    }

    assertEquals(1, limiter.statistics().peakBorrowed());
    assertEquals(0, limiter.statistics().borrowedTokens());
  }

  @Test
  void openingWaitsForATokenOfTheLimiter() throws Exception {
    Path path = file("abc");
    var none = new CapacityLimiter(0);

    FileWaits.assertCancelledWhileWaitingFor(
        "a token", () -> AsyncFile.open(path, o -> o.withLimiter(none)));
  }

  @Test
  void filesHaveTokensOfTheirOwn() throws IOException {
    CapacityLimiter ofFiles = FileOptions.defaultLimiter();
    ToThread.defaultLimiter().setTotalTokens(0); // as if other functions had them all

    try (var file = AsyncFile.open(file("abc"), READ, WRITE)) {
      assertEquals(3, file.size());
    }

    assertEquals(40, ofFiles.totalTokens());
    assertEquals(1, ofFiles.statistics().peakBorrowed());
  }

  @Test
  void nothingWorksAfterClosing() throws IOException {
    var file = AsyncFile.open(file("abc"), READ, WRITE);
    assertTrue(file.isOpen());

    file.close();
    file.close();

    assertFalse(file.isOpen());
    assertThrows(ClosedResourceException.class, () -> file.read(1));
    assertThrows(ClosedResourceException.class, () -> file.readAt(0, 1));
    assertThrows(ClosedResourceException.class, () -> file.write(bytes("x")));
    assertThrows(ClosedResourceException.class, file::readLine);
    assertThrows(ClosedResourceException.class, file::size);
    assertThrows(ClosedResourceException.class, file::lock);
  }

  @Test
  void errorsOfClosingAreReported() {
    var failing =
        AsyncFile.wrap(
            new ByteArrayOutputStream() {
              @Override
              public void close() throws IOException {
                throw new IOException("not everything was written");
              }
            });

    assertThrows(IOException.class, failing::close);
    assertFalse(failing.isOpen());
  }

  @Test
  void anyThreadMayCloseIt() throws Exception {
    Path path = file("abc");
    var file = AsyncFile.open(path);

    dev.fairlead.thread.ToThread.run(file::close);

    assertFalse(file.isOpen());
    assertFalse(SpecialFiles.isOpen(path));
  }

  @Test
  void itSaysWhatItIs() throws IOException {
    Path path = file("abc");

    try (var file = AsyncFile.open(path)) {
      assertSame(file, file.attribute(FileStreamAttribute.FILE));
      assertEquals(path, file.attribute(FileStreamAttribute.PATH));
      assertTrue(file.attribute(FileStreamAttribute.CHANNEL).isOpen());
      assertEquals("file " + path, file.toString());
    }
  }

  @Test
  void itNeedsATask() throws Exception {
    Path path = file("abc");

    Waits.assertNeedsATask(() -> AsyncFile.open(path));
  }
}
