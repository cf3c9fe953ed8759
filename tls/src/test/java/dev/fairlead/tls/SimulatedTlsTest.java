package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** TLS over a simulated network: the code is that for a real one. */
class SimulatedTlsTest {

  private static void serve(TaskGroup group) throws IOException {
    var context = Peers.server(UnaryOperator.identity());
    var listener = Net.createTcpListener(443);
    group.startSoon(
        o -> o.withService(),
        () -> {
          try (listener) {
            listener.serve(stream -> {
              try (var tls = TlsStream.wrapServer(stream, context)) {
                for (byte[] chunk : tls) {
                  tls.send(chunk);
                }
              }
            });
          }
        });
  }

  private static String ask(String text) throws IOException {
    try (var stream = Net.connectTcp("server", 443);
        var tls = TlsStream.wrapClient(stream, "localhost", Peers.client(o -> o))) {
      tls.send(text.getBytes(US_ASCII));
      var answer = new StringBuilder();
      while (answer.length() < text.length()) {
        answer.append(new String(tls.receive(), US_ASCII));
      }
      return answer.toString();
    }
  }

  @FairleadTest
  void serverAndClientTalkOverASimulatedNetwork(Simulation simulation, TaskGroup group)
      throws IOException {
    var server = simulation.network().host("server");
    server.run(() -> serve(group));

    assertEquals("hello", ask("hello"));
  }

  @FairleadTest
  void aHandshakeWaitsForACutToBeHealed(Simulation simulation, TaskGroup group) throws IOException {
    var network = simulation.network();
    var server = network.host("server");
    server.run(() -> serve(group));
    group.startSoon(() -> {
      Fairlead.sleep(Duration.ofMillis(15));
      network.partition(network.localhost(), server);
      Fairlead.sleep(Duration.ofSeconds(5));
      network.heal();
    });
    Deadline start = Fairlead.currentTime();

    assertEquals("hello", ask("hello"));

    assertTrue(Fairlead.currentTime().since(start).toSeconds() >= 5);
  }
}
