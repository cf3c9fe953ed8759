package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.file.PathChange.Kind;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class WatchTest {

  @TempDir private Path folder;
  private AsyncPath base;

  @BeforeEach
  void makeBase() {
    base = AsyncPath.of(folder).resolve("watched");
  }

  private static void await(ObjectReceiveStream<PathChange> changes, Kind kind, AsyncPath path)
      throws IOException {
    PathChange change = changes.receive();
    while (change.kind() != kind) {
      change = changes.receive();
    }
    assertEquals(path, change.path().orElseThrow());
  }

  @Test
  void tellsWhatHappens() throws IOException {
    base.mkdir();
    AsyncPath file = base.resolve("file");
    try (var changes = base.watch()) {
      file.createFile();
      await(changes, Kind.CREATED, file);
      file.appendText("x");
      await(changes, Kind.MODIFIED, file);
      file.unlink();
      await(changes, Kind.DELETED, file);
    }
  }

  @Test
  void aCancelledReceiveLosesNothing() throws Exception {
    base.mkdir();
    try (var changes = base.watch()) {
      Waits.assertCancelledBefore(changes::receive);
      Waits.assertCancelledWhileWaiting(changes::receive);

      base.resolve("file").createFile();

      await(changes, Kind.CREATED, base.resolve("file"));
    }
  }

  @Test
  void endsWithTheDirectory() throws IOException {
    base.mkdir();
    try (var changes = base.watch()) {
      base.rmdir();

      assertThrows(
          EndOfStreamException.class,
          () -> {
            while (true) {
              changes.receive();
            }
          });
    }
    assertThrows(NoSuchFileException.class, base::watch);
  }

  @Test
  void closingEndsAReceive() throws IOException {
    base.mkdir();
    var changes = base.watch();

    TaskGroup.run(group -> {
      var receiving =
          group.startSoon(() -> assertThrows(ClosedResourceException.class, changes::receive));
      FileWaits.awaitWaiting(receiving, "blocking code");
      changes.close();
    });

    changes.close();
    assertThrows(ClosedResourceException.class, changes::receive);
  }
}
