package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full. Where users may not mount one, {@link FullDiskTest} remains. */
class SmallDiskTest {

  private static final String MOUNT = "mount -t tmpfs -o size=1m none \"$0\"";

  @TempDir private Path folder;

  private List<String> mounted(String then, List<String> arguments) {
    var command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", MOUNT + " && " + then));
    command.add(folder.toString());
    command.addAll(arguments);
    return command;
  }

  private boolean canMount() throws InterruptedException {
    try {
      return new ProcessBuilder(mounted("true", List.of())).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  @Test
  @Timeout(120) // It starts other JVMs, which takes its time on a busy machine.
  void whatDoesNotFitLeavesNothingBehind(@TempDir Path elsewhere) throws Exception {
    assumeTrue(canMount(), "users may not mount file systems here");
    Path source = Files.write(elsewhere.resolve("source"), new byte[2_000_000]);
    ProcessBuilder plain =
        ChildJvm.prepare(SmallDiskMain.class, List.of(), folder.toString(), source.toString());

    String printed =
        ChildJvm.run(
            new ProcessBuilder(mounted("exec \"$@\"", plain.command()))
                .redirectError(ProcessBuilder.Redirect.INHERIT));

    assertEquals(
        """
        replace true
        copy true
        move true
        write true
        written true
        content old [file]
        source true
        """,
        printed);
  }
}
