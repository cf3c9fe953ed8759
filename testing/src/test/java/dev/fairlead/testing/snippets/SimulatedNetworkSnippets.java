package dev.fairlead.testing.snippets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.SimulatedHost;
import dev.fairlead.testing.SimulatedNetwork;
import dev.fairlead.testing.Simulation;
import java.io.IOException;

class SimulatedNetworkSnippets {

  // @start region="partition"
  @FairleadTest
  void whatIsSentOverACutArrivesLater(Simulation simulation, TaskGroup group) throws IOException {
    SimulatedNetwork network = simulation.network();
    SimulatedHost server = network.host("server");
    server.run(() -> serve(group)); // with Net.createTcpListener, as in the program

    try (var client = Net.connectTcp("server", 8080)) {
      network.partition(network.localhost(), server);
      client.send("hello".getBytes(US_ASCII));
      network.heal();
      assertEquals('h', client.receive()[0]);
    }
  }

  // @end

  private static void serve(TaskGroup group) throws IOException {
    var listener = Net.createTcpListener(8080);
    group.startSoon(
        o -> o.withService(),
        () -> {
          try (listener) {
            listener.serve(stream -> stream.send(stream.receive()));
          }
        });
  }
}
