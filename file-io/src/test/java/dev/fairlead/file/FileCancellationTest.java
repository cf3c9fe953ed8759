package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.Interruptible;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class FileCancellationTest {

  @TempDir private Path folder;

  @Test
  void inACancelledScopeNothingStarts() throws Exception {
    Path path = Files.writeString(folder.resolve("file"), "one\ntwo\n");
    try (var file = AsyncFile.open(path, READ, WRITE)) {
      List<Waits.Wait> operations =
          List.of(
              () -> AsyncFile.open(path),
              file::read,
              () -> file.read(1),
              () -> file.read(ByteBuffer.allocate(1)),
              () -> file.read(ByteBuffer.allocate(1), ByteBuffer.allocate(1)),
              () -> file.readFully(ByteBuffer.allocate(1)),
              () -> file.readAt(0, 1),
              () -> file.readAt(0, ByteBuffer.allocate(1)),
              () -> file.write(new byte[1]),
              () -> file.writeAt(0, new byte[1]),
              file::readText,
              () -> file.readText(1),
              file::readLine,
              file::readLines,
              () -> file.writeText("x"),
              file::position,
              () -> file.seek(1),
              file::size,
              file::truncate,
              () -> file.truncate(0),
              file::flush,
              file::sync,
              file::syncData,
              file::lock,
              file::tryLock);

      for (Waits.Wait operation : operations) {
        Waits.assertCancelledBefore(operation);
      }

      assertEquals(0, file.position());
      assertEquals("one\ntwo\n", file.readText());
    }
  }

  @Test
  void aStartedOperationIsWaitedForAndItsValueReturned() throws Exception {
    var input = new BlockingInput("hello");
    var got = new AtomicReference<byte[]>();
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      var reading =
          group.startSoon(() ->
              scope.run(() -> {
                var file = AsyncFile.wrap(input);
                var target = ByteBuffer.allocate(10);
                file.read(target);
                got.set(target.flip().array());
                file.close();
                Fairlead.sleepForever();
              }));
      Interruptible.run(input.started::await);
      scope.cancel();
      FileWaits.awaitWaiting(reading, FileWaits.A_CALL);
      input.release.countDown();
    });

    assertEquals("hello", new String(got.get(), 0, 5, US_ASCII));
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aCancelledLineIsReadByTheNextReader() throws Exception {
    var input = new BlockingInput("one, and no end of it");
    try (var file = AsyncFile.wrap(input)) {
      CancelScope scope = CancelScope.create();

      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(file::readLine));
        Interruptible.run(input.started::await);
        scope.cancel();
        input.release.countDown();
      });

      assertTrue(scope.cancelledCaught());
      assertEquals(Optional.of("one, and no end of it"), file.readLine());
    }
  }

  @Test
  void whoWaitsForItsTurnCanBeCancelled() throws Exception {
    var input = new BlockingInput("hello");
    try (var file = AsyncFile.wrap(input)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> file.read(ByteBuffer.allocate(9)));
        Interruptible.run(input.started::await);

        FileWaits.assertCancelledWhileWaitingFor("a lock", () -> file.read(1));

        input.release.countDown();
      });
    }
  }

  @Test
  void whoWaitsForATokenCanBeCancelled() throws Exception {
    var limiter = new CapacityLimiter(1);
    var input = new BlockingInput("hello");
    try (var file = AsyncFile.wrap(input, o -> o.withLimiter(limiter))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> file.read(ByteBuffer.allocate(9)));
        Interruptible.run(input.started::await);

        FileWaits.assertCancelledWhileWaitingFor(
            "a token", () -> AsyncFile.open(folder, o -> o.withLimiter(limiter)));

        input.release.countDown();
      });
    }
  }

  @Test
  void closingNeedsNoToken() throws Exception {
    var none = new CapacityLimiter(0);
    var file = AsyncFile.wrap(new BlockingInput(""), o -> o.withLimiter(none));

    CancelScope scope = CancelScope.create();
    scope.cancel();
    scope.run(file::close);

    assertFalse(file.isOpen());
    assertFalse(scope.cancelledCaught());
  }

  @Test
  void aPipeNobodyWritesToCanBeLeftBehind() throws Exception {
    Path pipe = SpecialFiles.pipe(folder.resolve("pipe"));

    FileWaits.assertCancelledWhileWaitingFor(
        FileWaits.A_CALL,
        () -> FileWaits.awaitWorkerIn("open0"),
        () -> AsyncFile.open(pipe, o -> o.withAbandon()));

    // The abandoned call ends when a writer comes, and closes what it has opened.
    new FileOutputStream(pipe.toFile()).close();
    SpecialFiles.awaitNotOpen(pipe);
  }

  @Test
  void withoutTheOptionOpeningIsWaitedFor() throws Exception {
    Path pipe = SpecialFiles.pipe(folder.resolve("pipe"));
    CancelScope scope = CancelScope.create();
    var read = new AtomicReference<byte[]>();

    TaskGroup.run(group -> {
      var opening =
          group.startSoon(() ->
              scope.run(() -> {
                try (var file = AsyncFile.open(pipe)) {
                  CancelScope.shielded().run(() -> read.set(file.read()));
                }
              }));
      FileWaits.awaitWaiting(opening, FileWaits.A_CALL);
      scope.cancel();
      FileWaits.awaitWaiting(opening, FileWaits.A_CALL);
      try (var writer = new FileOutputStream(pipe.toFile())) {
        writer.write(7);
      }
    });

    assertArrayEquals(new byte[] {7}, read.get());
  }

  @Test
  void anInterruptOfATaskLeavesTheFileOpenForOthers() throws Exception {
    Path path = Files.write(folder.resolve("file"), new byte[1 << 20]);
    try (var file = AsyncFile.open(path)) {
      for (int i = 0; i < 20; i++) {
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          var thread = new AtomicReference<Thread>();
          group.startSoon(() ->
              scope.run(() -> {
                thread.set(Thread.currentThread());
                while (true) {
                  file.readAt(0, 1 << 16);
                }
              }));
          file.readAt(0, 1);
          scope.cancel();
        });
      }

      assertEquals(1 << 20, file.read().length);
    }
  }

  @Test
  void whatIsWrittenWhenACancellationComesIsWrittenAsAWhole() throws IOException {
    Path path = folder.resolve("file");
    Files.createFile(path);
    byte[] record = "0123456789".repeat(100_000).getBytes(US_ASCII);

    try (var file = AsyncFile.open(path, WRITE)) {
      for (int i = 0; i < 20; i++) {
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() ->
              scope.run(() -> {
                while (true) {
                  file.write(record);
                }
              }));
          file.size();
          scope.cancel();
        });

        assertEquals(0, Files.size(path) % record.length);
        file.truncate(0);
        file.seek(0);
      }
    }
  }
}
