package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@NeedsRealSystem
class ExhaustionTest {

  @ForEveryBackend
  @EnabledOnOs(OS.LINUX)
  void descriptorsThatThereIsNoRoomForAreAnErrorAndNoneLeaks(@TempDir Path directory)
      throws Exception {
    Process program = Programs.java(TruncatedDescriptorsProgram.class, "ulimit -n 120", directory);
    try {
      assertTrue(Programs.lineOf(program).contains("too many files are open"));
      assertEquals("free again: 5", Programs.lineOf(program));
      assertEquals("then came: 20", Programs.lineOf(program));
    } finally {
      Programs.end(program);
    }
  }

  @ForEveryBackend
  void aServerThatRanOutOfDescriptorsServesAgain(@TempDir Path directory) throws Exception {
    Process server = Programs.java(FewDescriptorsProgram.class, "ulimit -n 120", directory);
    var clients = new ArrayList<SocketStream>();
    try {
      int port = Integer.parseInt(Programs.lineOf(server));
      for (int i = 0; i < 200; i++) {
        clients.add(Net.connectTcp("127.0.0.1", port));
      }
      // Only then has it accepted as many as it can; the last one waits in its backlog.
      assertEquals("exhausted", Programs.lineOf(server));
      clients.get(199).send("x".getBytes(UTF_8));
      for (SocketStream client : clients.subList(0, 190)) {
        client.close();
      }

      assertArrayEquals("x".getBytes(UTF_8), clients.get(199).receive());

      server.outputWriter().append('\n').flush();
      long refusals = Long.parseLong(Programs.lineOf(server));
      assertTrue(refusals >= 1 && refusals < 100, () -> "refusals: " + refusals);
    } finally {
      for (SocketStream client : clients) {
        client.close();
      }
      Programs.end(server);
    }
  }
}
