package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.file.PathChange.Kind;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
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
  void tellsThatTooMuchHasHappened() throws IOException {
    base.mkdir();
    try (var changes = base.watch()) {
      for (int round = 0; !overflows(changes, round); round++) {
        assertTrue(round < 50, "the system remembers everything");
      }
    }
  }

  /** Whether more has happened than the JDK remembers, which are 512 events. */
  private boolean overflows(ObjectReceiveStream<PathChange> changes, int round) throws IOException {
    for (int i = 0; i < 2_000; i++) {
      Files.createFile(base.resolve(round + "-" + i).asPath());
    }
    AsyncPath last = base.resolve("last-" + round);
    last.createFile();
    PathChange change = changes.receive();
    while (change.kind() != Kind.OVERFLOW && !change.path().equals(Optional.of(last))) {
      change = changes.receive();
    }
    return change.kind() == Kind.OVERFLOW;
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
  void aClosedWatchGivesNothingThatItKnowsAlready() throws IOException {
    base.mkdir();
    var changes = base.watch();
    for (int i = 0; i < 100; i++) {
      Files.createFile(base.resolve("" + i).asPath());
    }
    changes.receive(); // and the others that came together with it

    changes.close();

    assertThrows(ClosedResourceException.class, changes::receive);
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
