package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class TemporaryTest {

  @TempDir(factory = FastDirectory.class)
  private Path folder;

  private List<PathEntry> left() throws IOException {
    return AsyncPath.of(folder).list().toList();
  }

  // ---- files

  @Test
  void anUnnamedFileIsFoundByNobody() throws IOException {
    try (var file = TemporaryFile.openUnnamed(o -> o.withDirectory(folder))) {
      file.writeText("hidden");
      file.seek(0);

      assertEquals("hidden", file.readText());
      assertEquals(List.of(), left());
      assertTrue(file.path().isEmpty());
    }
  }

  @Test
  void aNamedFileIsThereUntilItIsClosed() throws IOException {
    AsyncPath path;
    try (var temporary =
        TemporaryFile.open(o -> o.withDirectory(folder).withPrefix("pre-").withSuffix(".txt"))) {
      path = temporary.path();
      temporary.file().writeText("visible");

      assertEquals("visible", path.readText());
      assertTrue(path.match("pre-????????????.txt"));
      assertEquals(0600, path.status().unix().orElseThrow().permissions());
      assertSame(temporary.file(), temporary.attribute(FileStreamAttribute.FILE));
    }

    assertFalse(path.exists());
  }

  @Test
  void itsFileCanBeClosedBefore() throws IOException {
    AsyncPath path;
    try (var temporary = TemporaryFile.open(o -> o.withDirectory(folder))) {
      path = temporary.path();
      temporary.file().writeText("visible");
      temporary.file().close();

      assertEquals("visible", path.readText());
      assertThrows(ClosedResourceException.class, () -> temporary.file().readText());
    }

    assertFalse(path.exists());
  }

  @Test
  void aKeptFileStays() throws IOException {
    AsyncPath path;
    try (var temporary = TemporaryFile.open(o -> o.withDirectory(folder).withKeep())) {
      path = temporary.path();
    }

    assertTrue(path.isFile());
    assertTrue(TemporaryFile.make(o -> o.withDirectory(folder)).isFile());
    assertEquals(2, left().size());
  }

  @Test
  void aFileIsDeletedInACancelledScope() throws IOException {
    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      try (var temporary = TemporaryFile.open(o -> o.withDirectory(folder))) {
        scope.cancel();
        temporary.file().size();
      }
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of(), left());
  }

  @Test
  void aFileSomebodyElseHasDeletedIsNoError() throws IOException {
    var temporary = TemporaryFile.open(o -> o.withDirectory(folder));
    temporary.path().unlink();

    temporary.close();
    temporary.close();
  }

  @Test
  void optionsOfTheFileAreUsed() throws IOException {
    var limiter = new CapacityLimiter(1);

    try (var temporary =
        TemporaryFile.open(o ->
            o.withDirectory(AsyncPath.of(folder))
                .withFile(f -> f.withLimiter(limiter).withCharset(US_ASCII)))) {
      assertThrows(IOException.class, () -> temporary.file().writeText("ä"));
      assertEquals(limiter, temporary.path().limiter().orElseThrow());
    }
    assertThrows(
        IllegalArgumentException.class, () -> TemporaryFile.open(o -> o.withPrefix("a/b")));
    assertThrows(
        NoSuchFileException.class,
        () -> TemporaryFile.open(o -> o.withDirectory(folder.resolve("no"))));
  }

  // ---- directories

  @Test
  void aDirectoryIsDeletedWithEverythingInIt() throws IOException {
    AsyncPath path;
    try (var temporary = TemporaryDirectory.create(o -> o.withDirectory(folder))) {
      path = temporary.path();
      path.resolve("a/b").mkdir(o -> o.withParents());
      path.resolve("a/file").writeText("x");
      assertEquals(0700, path.status().unix().orElseThrow().permissions());
    }

    assertFalse(path.exists());
    assertEquals(List.of(), left());
  }

  @Test
  void cleaningUpFollowsNoLinks() throws IOException {
    Files.writeString(folder.resolve("precious"), "x");
    try (var temporary = TemporaryDirectory.create()) {
      temporary.path().resolve("link").symlinkTo(AsyncPath.of(folder));
    }

    assertEquals("x", Files.readString(folder.resolve("precious")));
  }

  @Test
  void aDirectoryIsDeletedInACancelledScope() throws IOException {
    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      try (var temporary = TemporaryDirectory.create(o -> o.withDirectory(folder))) {
        temporary.path().resolve("file").touch();
        scope.cancel();
        temporary.path().exists();
      }
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of(), left());
  }

  @Test
  void readOnlyDirectoriesAreDeletedToo() throws IOException {
    try (var temporary = TemporaryDirectory.create(o -> o.withDirectory(folder))) {
      AsyncPath inside = temporary.path().resolve("a");
      inside.mkdir();
      inside.resolve("file").touch();
      inside.chmod(0555);
    }

    assertEquals(List.of(), left());
  }

  /** Nobody gives the clean-up the token it waits for. */
  private TemporaryDirectory thatCannotBeCleanedUp(UnaryOperator<TemporaryOptions> options)
      throws IOException {
    var limiter = new CapacityLimiter(1);
    var temporary =
        TemporaryDirectory.create(o ->
            options
                .apply(o)
                .withDirectory(folder)
                .withFile(f -> f.withLimiter(limiter))
                .withCleanUpLimit(Duration.ofMillis(20)));
    limiter.acquire();
    return temporary;
  }

  @Test
  void aCleanUpThatTakesTooLongSaysSo() throws IOException {
    var temporary = thatCannotBeCleanedUp(o -> o);

    IOException failure = assertThrows(IOException.class, temporary::close);

    assertTrue(failure.getMessage().contains("not deleted within"), failure.getMessage());
    assertEquals(1, left().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> TemporaryDirectory.create(o -> o.withCleanUpLimit(Duration.ZERO)));
  }

  @Test
  void errorsOfTheCleanUpAreIgnoredOnRequest() throws IOException {
    var temporary = thatCannotBeCleanedUp(o -> o.withIgnoredCleanUpErrors());

    temporary.close();

    assertEquals(1, left().size());
  }

  @Test
  void aDirectoryCanBeKeptOrDeletedByHand() throws IOException {
    var temporary = TemporaryDirectory.create(o -> o.withDirectory(folder).withKeep());
    temporary.path().resolve("file").touch();
    AsyncPath made = TemporaryDirectory.make(o -> o.withDirectory(folder).withSuffix(".d"));

    temporary.cleanUp();
    temporary.close();

    assertEquals(".d", made.suffix());
    assertEquals(List.of(made), left().stream().map(PathEntry::path).toList());
    try (var kept = TemporaryDirectory.create(o -> o.withDirectory(folder).withKeep())) {
      assertNotEquals(made, kept.path());
    }
    assertEquals(2, left().size());
  }

  @Test
  void theDirectoryOfTheSystem() throws IOException {
    assertEquals(
        Path.of(System.getProperty("java.io.tmpdir")), TemporaryDirectory.ofSystem().asPath());
    try (var temporary = TemporaryDirectory.create()) {
      assertTrue(temporary.path().isRelativeTo(TemporaryDirectory.ofSystem()));
    }
  }
}
