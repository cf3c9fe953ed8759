package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.ListSelection;
import dev.fairlead.file.internal.Scan;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancellation at every operation of a path. */
@NeedsRealThreads
@ForEveryBackend
class PathCancellationTest {

  @TempDir(factory = FastDirectory.class)
  private Path folder;

  private AsyncPath base;
  private AsyncPath file;

  @BeforeEach
  void makeFiles() throws IOException {
    base = AsyncPath.of(folder);
    file = base.resolve("file");
    Files.writeString(file.asPath(), "content");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
  }

  private List<Waits.Wait> questions(AsyncPath at) {
    return List.of(
        at::exists,
        at::status,
        at::linkStatus,
        at::isDirectory,
        at::isFile,
        at::isSymbolicLink,
        at::isFifo,
        at::isSocket,
        at::isBlockDevice,
        at::isCharacterDevice,
        at::isMount,
        at::isJunction,
        () -> at.isSameFile(at),
        at::owner,
        at::group,
        () -> base.resolve("link").readLink(),
        at::realPath,
        at::realPathIfAny,
        at::expandUser,
        () -> at.withSegments(at.toString()).info().exists(),
        at::readBytes,
        at::readText,
        at::lines,
        at::open,
        () -> base.list().receive(),
        () -> base.list().receiveBatch(),
        () -> base.glob("*").receive(),
        () -> base.walk().receive());
  }

  private List<Waits.Wait> changes() {
    AsyncPath other = base.resolve("other");
    return List.of(
        () -> file.writeBytes(new byte[1]),
        () -> file.writeText("x"),
        () -> file.appendBytes(new byte[1]),
        () -> file.appendText("x"),
        () -> file.replaceBytes(new byte[1]),
        () -> file.replaceText("x"),
        () -> file.replaceContent(f -> f.writeText("x")),
        () -> file.rename(other),
        () -> file.replace(other),
        () -> other.hardLinkTo(file),
        () -> other.symlinkTo("file"),
        other::mkdir,
        other::touch,
        other::createFile,
        file::unlink,
        file::unlinkIfExists,
        base::rmdir,
        base::deleteTree,
        () -> file.chmod(0),
        () -> file.copy(other),
        () -> file.move(other),
        () -> TemporaryFile.open(o -> o.withDirectory(folder)),
        () -> TemporaryFile.openUnnamed(o -> o.withDirectory(folder)),
        () -> TemporaryDirectory.create(o -> o.withDirectory(folder)),
        () -> FileReadStream.open(file.asPath()),
        () -> FileWriteStream.open(file.asPath()));
  }

  @Test
  void inACancelledScopeNothingStarts() throws Exception {
    int permissions = file.status().unix().orElseThrow().mode();

    for (Waits.Wait question : questions(file)) {
      Waits.assertCancelledBefore(question);
    }
    for (Waits.Wait question : questions(file.withAbandon())) {
      Waits.assertCancelledBefore(question);
    }
    for (Waits.Wait change : changes()) {
      Waits.assertCancelledBefore(change);
    }

    assertEquals("content", file.readText());
    assertEquals(permissions, file.status().unix().orElseThrow().mode());
    assertEquals(2, base.list().toList().size());
  }

  /** A named pipe that nobody writes to stands for a server that does not answer. */
  @Test
  void aQuestionCanBeLeftBehind() throws Exception {
    Path pipe = SpecialFiles.pipe(folder.resolve("pipe"));

    FileWaits.assertCancelledWhileWaitingFor(
        FileWaits.A_CALL,
        () -> FileWaits.awaitWorkerIn("open0"),
        () -> AsyncPath.of(pipe).withAbandon().readBytes());

    new FileOutputStream(pipe.toFile()).close();
    SpecialFiles.awaitNotOpen(pipe);
  }

  @Test
  void aChangeIsWaitedForAllTheSame() throws Exception {
    Path pipe = SpecialFiles.pipe(folder.resolve("pipe"));
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      var writing =
          group.startSoon(
              () -> scope.run(() -> AsyncPath.of(pipe).withAbandon().appendBytes(new byte[] {7})));
      FileWaits.awaitWaiting(writing, FileWaits.A_CALL);
      scope.cancel();
      FileWaits.awaitWaiting(writing, FileWaits.A_CALL);
      assertFalse(writing.status().isEnd());
      try (var reader = new FileInputStream(pipe.toFile())) {
        assertEquals(7, reader.read());
      }
    });

    assertFalse(scope.cancelledCaught());
  }

  @Test
  void aCancelledReplacementLeavesTheOldContent() throws IOException {
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        file.replaceContent(writing -> {
          writing.writeText("half of the new");
          scope.cancel();
          writing.writeText("content");
        }));

    assertTrue(scope.cancelledCaught());
    assertEquals("content", file.readText());
    assertEquals(2, base.list().toList().size());
  }

  @Test
  void aCancelledReplacementIsNotPutInPlace() throws IOException {
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        file.replaceContent(writing -> {
          writing.writeText("all of the new content");
          scope.cancel();
        }));

    assertTrue(scope.cancelledCaught());
    assertEquals("content", file.readText());
  }

  /** The only token is handed to and fro, so that the deletion has to stop between two batches. */
  @Test
  void aCancelledDeletionClosesItsDirectories() throws Exception {
    for (int i = 0; i < 1100; i++) {
      Files.createSymbolicLink(folder.resolve("link" + i), Path.of("x"));
    }
    var limiter = new CapacityLimiter(1);
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      limiter.acquire();
      var deleting = group.startSoon(() -> scope.run(base.withLimiter(limiter)::deleteTree));
      FileWaits.awaitWaiting(deleting, "a token");
      limiter.release();
      limiter.acquire();
      FileWaits.awaitWaiting(deleting, "a token");
      assertTrue(SpecialFiles.isOpen(folder));
      scope.cancel();
      deleting.join();
      limiter.release();
    });

    assertTrue(scope.cancelledCaught());
    assertFalse(SpecialFiles.isOpen(folder));
    assertTrue(base.exists());
  }

  @Test
  void anAbandonedListingIsClosedWhenItsCallEnds() throws Exception {
    var release = new CountDownLatch(1);
    var scan = new Scan(new Stuck(new ListSelection(folder, true), release));
    var list = new PathStream("stuck", base, FileCalls.DEFAULTS.withAbandon(), scan);

    FileWaits.assertCancelledWhileWaitingFor(
        FileWaits.A_CALL,
        () -> Awaitility.await().until(() -> SpecialFiles.isOpen(folder)),
        list::receive);

    assertTrue(SpecialFiles.isOpen(folder));
    assertThrows(ClosedResourceException.class, list::receive);
    release.countDown();
    SpecialFiles.awaitNotOpen(folder);
  }

  /** Gets no further than the first entry. Runs on a worker thread. */
  private record Stuck(ListSelection all, CountDownLatch release) implements Scan.Selection {
    @Override
    public Scan.Visit start() {
      return all.start();
    }

    @Override
    public boolean begin(Scan.Visit visit, List<Scan.Found> found, Deque<Scan.Visit> pending) {
      return true;
    }

    @Override
    public void look(
        Scan.Visit visit, Path path, List<Scan.Found> found, Deque<Scan.Visit> pending) {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("worker threads are not interrupted", e);
      }
      all.look(visit, path, found, pending);
    }

    @Override
    public void failed(IOException failure) throws IOException {
      throw failure;
    }
  }
}
