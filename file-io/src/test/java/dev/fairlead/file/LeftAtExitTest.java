package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LeftAtExitTest {

  @TempDir private Path folder;

  @Test
  @Timeout(120) // It starts other JVMs, which takes its time on a busy machine.
  void theEndOfTheJvmDeletesWhatIsLeft() throws Exception {
    Files.createDirectories(folder.resolve("precious/data"));

    String printed =
        ChildJvm.run(ChildJvm.prepare(LeftAtExitMain.class, List.of(), folder.toString()));

    assertEquals("4", printed.strip());
    try (Stream<Path> left = Files.list(folder)) {
      assertTrue(
          left.map(path -> path.getFileName().toString())
              .allMatch(name -> name.equals("precious") || name.startsWith("kept")));
    }
    assertTrue(Files.exists(folder.resolve("precious/data")));
  }
}
