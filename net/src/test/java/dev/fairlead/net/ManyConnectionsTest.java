package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(60) // Some seconds, but for machines that do much else.
class ManyConnectionsTest {

  private static final int CONNECTIONS = 9_000;
  private static final int CONNECTORS = 9;

  @ForEveryBackend(seconds = 50)
  void nineThousandConnectionsTalkAtOnce() throws IOException {
    assumeTrue(enoughDescriptors(), "needs " + 2 * CONNECTIONS + " descriptors and some more");
    List<SocketStream> clients = Collections.synchronizedList(new ArrayList<>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ManyConnectionsTest::echoAndWait));
        TaskGroup.run(connecting -> {
          for (int i = 1; i <= CONNECTORS; i++) {
            String host = "127.0.0." + i; // Each has local ports of its own.
            connecting.startSoon(() -> connect(host, listener.port(), clients));
          }
        });

        for (SocketStream client : clients) {
          client.send(new byte[] {1});
        }
        for (SocketStream client : clients) {
          assertEquals(1, client.receive()[0]);
        }

        assertEquals(CONNECTIONS, listener.statistics().active());
        for (SocketStream client : clients) {
          client.abort();
        }
        listener.drain(Duration.ofSeconds(10));
        assertEquals(CONNECTIONS, listener.statistics().accepted());
      });
    }
  }

  /** The line of the system is {@code Max open files <soft limit> <hard limit> files}. */
  private static boolean enoughDescriptors() throws IOException {
    Path limits = Path.of("/proc/self/limits");
    return Files.isReadable(limits)
        && Files.readAllLines(limits).stream()
            .filter(line -> line.startsWith("Max open files"))
            .map(line -> new Scanner(line).useDelimiter("\\D+"))
            .anyMatch(numbers -> numbers.nextInt() >= 2 * CONNECTIONS + 500);
  }

  private static void connect(String host, int port, List<SocketStream> clients)
      throws IOException {
    for (int i = 0; i < CONNECTIONS / CONNECTORS; i++) {
      clients.add(Net.connectTcp(host, port));
    }
  }

  private static void echoAndWait(SocketStream stream) throws IOException {
    var buffer = ByteBuffer.allocate(1);
    stream.receive(buffer);
    stream.send(buffer.flip());
    Fairlead.awaitStopRequested();
  }
}
