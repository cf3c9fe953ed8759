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

/** What a user may not do. The superuser becomes somebody else for it. */
class PermissionsTest {

  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private static List<String> command(List<String> plain) throws IOException {
    boolean superuser = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    var command = new ArrayList<String>(superuser ? AS_NOBODY : List.of());
    command.addAll(plain);
    return command;
  }

  /** Where the classes are may be a place nobody else can see. */
  private static boolean canRun(List<String> java) throws InterruptedException {
    var probe = new ArrayList<>(java);
    probe.add("probe");
    try {
      return new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  @Test
  @Timeout(120) // It starts other JVMs, which takes its time on a busy machine.
  void whatIsDeniedIsSaidAndTheRestIsDone() throws Exception {
    List<String> child = command(ChildJvm.prepare(PermissionsMain.class, List.of()).command());
    assumeTrue(canRun(child), "no other user can run these classes");

    String printed =
        ChildJvm.run(new ProcessBuilder(child).redirectError(ProcessBuilder.Redirect.INHERIT));

    assertEquals(
        """
        read is denied
        open is denied
        write is denied
        list is denied
        status is denied
        make is denied
        exists false
        file false
        found 0
        errors 1
        delete is denied
        left 1
        tree false
        cleaned up
        """,
        printed);
  }
}
