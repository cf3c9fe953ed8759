package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections between hosts that do not reach each other for a while, or for good. */
@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedPartitionTest {

  private static final Duration LONG = Duration.ofHours(1);

  private SimulatedNetwork network;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = Simulation.current().network();
    server = network.host("server");
  }

  private void cut() {
    network.partition(network.localhost(), server);
  }

  @Test
  void bytesWaitBehindACutUntilItIsHealed(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    try (var client = Net.connectTcp("server", port)) {
      assertEquals("before", SimulatedEcho.ask(client, "before"));
      network.partition(network.localhost(), server);

      client.send("during".getBytes(US_ASCII));
      assertTrue(
          CancelScope.moveOnAfter(Duration.ofMinutes(1)).attempt(() -> client.receive()).isEmpty());
      network.heal(network.localhost(), server);

      assertEquals("dur", new String(receive(client, 3), US_ASCII));
      assertEquals("ing", new String(receive(client, 3), US_ASCII));
      assertEquals("after", SimulatedEcho.ask(client, "after"));
    }
  }

  private static byte[] receive(SocketStream stream, int size) throws IOException {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = stream.receive(1)[0];
    }
    return bytes;
  }

  @Test
  void aCutBetweenTwoHostsLeavesOthersAlone(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    SimulatedHost third = network.host("third");
    network.partition(network.localhost(), server);

    third.run(() -> {
      try (var client = Net.connectTcp("server", port)) {
        assertEquals("hello", SimulatedEcho.ask(client, "hello"));
      }
    });
  }

  @Test
  void connectingOverACutIsGivenUp() {
    network.partition(network.localhost(), server);
    String address = server.addresses().getFirst().getHostAddress();
    Deadline start = Fairlead.currentTime();

    var failure =
        assertThrows(
            ConnectionFailedException.class,
            () -> Net.connectTcp(address, 80, o -> o.withTimeout(Duration.ofHours(1))));

    assertTrue(failure.getMessage().contains("timed out"), failure::getMessage);
    assertEquals(127, Fairlead.currentTime().since(start).toSeconds());
  }

  @Test
  void connectingGoesOnWhenTheCutIsHealed(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    network.partition(network.localhost(), server);
    group.startSoon(() -> {
      Fairlead.sleep(Duration.ofSeconds(20));
      network.heal();
    });

    try (var client = Net.connectTcp("server", port, o -> o.withTimeout(Duration.ofHours(1)))) {
      assertEquals("hello", SimulatedEcho.ask(client, "hello"));
    }
  }

  @Test
  void aConnectionBreaksBehindACutThatStays(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    try (var client = Net.connectTcp("server", port)) {
      network.partition(network.localhost(), server);
      client.send(new byte[1]);

      var failure = assertThrows(BrokenResourceException.class, client::receive);

      assertTrue(failure.getMessage().contains("timed out"), failure::getMessage);
    }
  }

  /** Here the server gives it up, and the client hears of that once it asks. */
  @Test
  void whoSendsToASideThatHasGivenUpHearsSo() throws IOException {
    TcpListener listener = server.call(() -> Net.createTcpListener(0));
    try (listener;
        var client = Net.connectTcp("server", listener.port());
        var accepted = listener.accept()) {
      cut();
      accepted.send(new byte[1]);
      assertThrows(BrokenResourceException.class, accepted::receive);
      network.heal();

      client.send(new byte[1]);

      assertHearsOfAReset(client);
    }
  }

  @Test
  void whoSendsToASideThatWasClosedBehindACutHearsSo() throws IOException {
    TcpListener listener = server.call(() -> Net.createTcpListener(0));
    try (listener;
        var client = Net.connectTcp("server", listener.port())) {
      cut();
      listener.accept().close();
      Fairlead.sleep(LONG);
      network.heal();

      client.send(new byte[1]);

      assertHearsOfAReset(client);
    }
  }

  private static void assertHearsOfAReset(SocketStream stream) {
    var failure =
        assertThrows(
            BrokenResourceException.class,
            () -> CancelScope.failAfter(LONG).call(() -> stream.receive()));
    assertTrue(failure.getMessage().contains("reset"), failure::getMessage);
  }

  @Test
  void aQuestionIsLostThoughTheCutIsHealedMeanwhile(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    String address = server.addresses().getFirst().getHostAddress();
    network.latency(Duration.ofMillis(50), Duration.ofMillis(50));
    cut();
    group.startSoon(() -> {
      Fairlead.sleep(Duration.ofMillis(10));
      network.heal();
    });
    Deadline start = Fairlead.currentTime();

    Net.connectTcp(address, port).close();

    assertEquals(1, Fairlead.currentTime().since(start).toSeconds());
  }

  @Test
  void aCutIsBetweenTwoHostsOfOneNetwork() {
    var same =
        assertThrows(IllegalArgumentException.class, () -> network.partition(server, server));
    assertTrue(same.getMessage().contains("always reaches itself"), same::getMessage);
    var strange = new SimulatedHost[1];
    ToThread.run(() ->
        Fairlead.run(
            o -> o.withBackend(Simulation.backend()),
            () -> strange[0] = Simulation.current().network().host("stranger")));

    for (SimulatedHost host : strange) {
      assertThrows(IllegalArgumentException.class, () -> network.partition(server, host));
      assertThrows(IllegalArgumentException.class, () -> network.heal(host, server));
      assertThrows(IllegalArgumentException.class, () -> network.reset(host, server));
    }
  }
}
