package dev.fairlead.file;

import dev.fairlead.file.PathChange.Kind;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Source;
import dev.fairlead.testsupport.Checked;
import dev.fairlead.testsupport.SentBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories as streams keep the contract of streams. */
class FileStreamChecksTest {

  private static final int MANY = 60;

  @TempDir Path directory;

  private final AtomicInteger count = new AtomicInteger();

  private static StreamCheckOptions real(StreamCheckOptions options) {
    return options.withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER);
  }

  private Path newPath() {
    return directory.resolve("number " + count.incrementAndGet());
  }

  /** A directory of directories and files. */
  private Path newTree() throws IOException {
    Path top = Files.createDirectory(newPath());
    for (int i = 0; i < MANY; i++) {
      if (i % 3 == 0) {
        Files.createDirectory(top.resolve("directory " + i));
      } else {
        Files.createFile(top.resolve("file " + i));
      }
    }
    return top;
  }

  @TestFactory
  Stream<DynamicTest> filesToRead() {
    return StreamChecks.source(
        (content, _) ->
            Checked.as("FileReadStream", FileReadStream.open(Files.write(newPath(), content))),
        FileStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> filesToWrite() {
    return StreamChecks.sink(
        _ -> {
          Path path = newPath();
          return new Ends<>(
              Checked.as("FileWriteStream", FileWriteStream.open(path)),
              () -> Files.readAllBytes(path));
        },
        FileStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> linesOfFiles() {
    List<String> lines = IntStream.range(0, MANY).mapToObj(i -> "line " + i).toList();
    return StreamChecks.objectSource(
        _ -> {
          Path path = Files.write(newPath(), lines);
          return Source.of(Checked.as("FileLines", AsyncPath.of(path).lines()), lines);
        },
        FileStreamChecksTest::real);
  }

  /** In the order of the system, which stays the same while nothing changes. */
  @TestFactory
  Stream<DynamicTest> listings() {
    return StreamChecks.objectSource(
        _ -> {
          AsyncPath top = AsyncPath.of(newTree());
          return Source.of(Checked.as("PathStream", top.list()), top.list().toList());
        },
        FileStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> searches() {
    return StreamChecks.objectSource(
        _ -> {
          AsyncPath top = AsyncPath.of(newTree());
          return Source.of(Checked.as("PathStream", top.glob("**/f*")), top.glob("**/f*").toList());
        },
        FileStreamChecksTest::real);
  }

  /** Without the times of the last access, which reading changes. */
  private static Source<WalkedDirectory> ofWalk(
      ObjectReceiveStream<WalkedDirectory> walk, List<WalkedDirectory> all) {
    Function<WalkedDirectory, Object> seen =
        walked -> List.of(walked.path(), walked.directories().size(), walked.files().size());
    return new Source<>(walk, seen, all.stream().map(seen).toList(), true);
  }

  @TestFactory
  Stream<DynamicTest> walks() {
    return StreamChecks.objectSource(
        _ -> {
          AsyncPath top = AsyncPath.of(newTree());
          return ofWalk(Checked.as("WalkStream", top.walk()), top.walk().toList());
        },
        FileStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> walksFromTheBottom() {
    return StreamChecks.objectSource(
        _ -> {
          AsyncPath top = AsyncPath.of(newTree());
          return ofWalk(
              Checked.as("WalkStream", top.walk(o -> o.withBottomUp())),
              top.walk(o -> o.withBottomUp()).toList());
        },
        FileStreamChecksTest::real);
  }

  /** What is sent is made by the file system; it could be too much for the system to remember. */
  @TestFactory
  Stream<DynamicTest> watchedDirectories() {
    var watched = new AtomicReference<AsyncPath>();
    return StreamChecks.unreliableObjects(
        _ -> {
          Path top = Files.createDirectory(newPath());
          watched.set(AsyncPath.of(top));
          return new Ends<>(
              new SentBy<PathChange>(
                  change -> Files.createDirectory(change.path().orElseThrow().asPath())),
              Checked.as("PathWatch", watched.get().watch()));
        },
        number ->
            new PathChange(Kind.CREATED, Optional.of(watched.get().resolve("number " + number))),
        FileStreamChecksTest::real);
  }
}
