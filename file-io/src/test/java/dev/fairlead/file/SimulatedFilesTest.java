package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** In a simulation, files are an error that says what to do instead. */
class SimulatedFilesTest {

  @FairleadTest(on = OnBackend.SIMULATED)
  void filesAreNotSimulated(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("file"), "untouched");
    AsyncPath file = AsyncPath.of(path);
    List<Action<Exception>> uses =
        List.of(
            file::readText,
            () -> file.writeText("changed"),
            () -> file.lines().receive(),
            () -> FileReadStream.open(path),
            () -> FileWriteStream.open(path),
            () -> receiveFrom(AsyncPath.of(directory).list()),
            () -> receiveFrom(AsyncPath.of(directory).walk()),
            () -> AsyncPath.of(directory).watch(),
            TemporaryFile::open);

    for (Action<Exception> use : uses) {
      var failure = assertThrows(IllegalStateException.class, use::run);
      assertTrue(
          failure.getMessage().startsWith("files are not simulated; run this on a real backend"),
          failure::getMessage);
    }
    assertEquals("untouched", Files.readString(path));
  }

  private static void receiveFrom(ObjectReceiveStream<?> stream) throws IOException {
    try (stream) {
      stream.receive();
    }
  }
}
