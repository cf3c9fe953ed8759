package dev.fairlead.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The demos as programs of their own. */
@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class DemosTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  @Test
  void hashPrintsWhatSha256sumPrints() throws Exception {
    String empty = DemoPrograms.file(folder, "empty", "");
    String greeting = DemoPrograms.file(folder, "greeting", "hello\n".repeat(100_000));
    Process sums = programs.startProgram(List.of("sha256sum", empty, greeting));

    var ours = programs.run("hash", "--quiet", folder.toString());

    assertEquals(programs.ended(sums), ours);
  }

  @Test
  void wrongUseIsToldWithTheNextStep() throws Exception {
    var wrong = programs.run("echo", "--port", "seventy");

    assertEquals(
        """
        fairlead echo: --port takes a whole number from 0 to 65535: seventy
        ./fairlead echo --help shows how it is used.
        """,
        wrong.err());
    assertEquals(2, wrong.status());
  }
}
