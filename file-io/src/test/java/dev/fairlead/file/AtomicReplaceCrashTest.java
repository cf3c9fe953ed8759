package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it replaces a file leaves an old or a new content. */
class AtomicReplaceCrashTest {

  private static final int KILLS = 5;
  private static final int LONGEST_LIFE_MICROS = 60_000;

  @TempDir private Path folder;

  @Test
  @Timeout(120) // It starts other JVMs, which takes its time on a busy machine.
  void aKilledWriterLeavesAWholeFile() throws Exception {
    var random = new Random();
    Path target = folder.resolve("target");
    var versions = new HashSet<String>();

    for (int i = 0; i < KILLS; i++) {
      killWhileWriting(target, i, random.nextInt(LONGEST_LIFE_MICROS));

      List<String> lines = Files.readAllLines(target);
      assertEquals(AtomicWriterMain.LINES, lines.size());
      assertEquals(1, new HashSet<>(lines).size());
      versions.add(lines.getFirst());
    }

    assertEquals(KILLS, versions.size(), versions.toString());
    assertOnlyHiddenFilesAreLeft();
  }

  private static void killWhileWriting(Path target, int run, int micros) throws Exception {
    Process process =
        ChildJvm.start(
            ChildJvm.prepare(
                AtomicWriterMain.class, List.of(), target.toString(), String.valueOf(run)));
    try (var output = process.inputReader()) {
      assertEquals("ready", output.readLine());
      LockSupport.parkNanos(micros * 1000L);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** What was being written beside it stays, under a name that says what it is. */
  private void assertOnlyHiddenFilesAreLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertTrue(
          left.map(path -> path.getFileName().toString())
              .allMatch(name -> name.equals("target") || name.matches("\\.target\\..*\\.tmp")));
    }
  }
}
