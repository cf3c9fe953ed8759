package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ExhaustionTest {

  @ForEveryBackend
  void aServerThatRanOutOfDescriptorsServesAgain() throws Exception {
    Process server = Programs.java(FewDescriptorsProgram.class, "ulimit -n 120");
    try {
      int port = Integer.parseInt(lineOf(server));
      var clients = new ArrayList<SocketStream>();
      for (int i = 0; i < 200; i++) {
        clients.add(Net.connectTcp("127.0.0.1", port));
      }
      // It has accepted as many as it can: the last one waits in its backlog.
      clients.get(199).send("x".getBytes(UTF_8));
      for (SocketStream client : clients.subList(0, 190)) {
        client.close();
      }

      assertArrayEquals("x".getBytes(UTF_8), clients.get(199).receive());

      for (SocketStream client : clients) {
        client.close();
      }
      server.outputWriter().append('\n').flush();
      long refusals = Long.parseLong(lineOf(server));
      assertTrue(refusals >= 1 && refusals < 100, () -> "refusals: " + refusals);
    } finally {
      server.destroy();
      ToThread.run(server::waitFor);
    }
  }

  private static String lineOf(Process process) throws IOException {
    return ToThread.<String, IOException>call(() -> process.inputReader().readLine());
  }
}
