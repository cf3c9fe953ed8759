package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.thread.ToThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A peer that is gone without a word, in a network namespace. */
@Tag("slow")
@Tag("programs")
class KeepAliveTest {

  private static final int LIMIT = 55; // in seconds

  private static final String SETUP =
      """
      ip link set lo up
      ip addr add 10.9.0.5/32 dev lo
      ip link add hole type veth peer name bottom
      ip link set bottom up
      ip link set hole up
      ip addr add 10.9.0.1/24 dev hole
      ip neigh add 10.9.0.5 lladdr 02:00:00:00:00:05 dev hole nud permanent\
      """;

  @Test
  @Timeout(LIMIT + 5) // a program is started, which waits for 12 seconds
  void keepAliveEndsAConnectionWhosePeerIsGone(@TempDir Path directory) throws Exception {
    Programs.assumeInstalled("unshare", "ip");
    var lines = new ArrayList<String>();

    Fairlead.run(() -> {
      assumeTrue(
          Programs.run("", "unshare", "-Urn", "echo", "yes").equals("yes\n"),
          "needs network namespaces");
      Process program =
          Programs.java(
              KeepAliveProgram.class, List.of("unshare", "-Urn"), SETUP, directory, LIMIT);
      ToThread.run(() -> lines.addAll(program.inputReader().readAllLines()));
      Programs.end(program);
    });

    assertEquals(3, lines.size(), lines::toString);
    assertEquals("probes: 2", lines.get(0));
    assertTrue(lines.get(1).startsWith("with: cannot receive from"), lines::toString);
    assertTrue(lines.get(1).endsWith("Connection timed out"), lines::toString);
    assertEquals("without: waits", lines.get(2));
  }
}
