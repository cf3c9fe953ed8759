package dev.fairlead.testing;

import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedNetworkTest {

  private SimulatedNetwork network;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = Simulation.current().network();
    server = network.host("server");
  }

  private static Duration since(Deadline start) {
    return Fairlead.currentTime().since(start);
  }

  // ---- hosts

  @Test
  void serverAndClientOnTwoHostsTalk(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);

    try (var client = Net.connectTcp("server", port)) {
      assertEquals("hello", SimulatedEcho.ask(client, "hello"));
      assertEquals(
          server.addresses().getFirst(), ((InetSocketAddress) client.remoteAddress()).getAddress());
    }
  }

  @Test
  void everythingTakesTheTimeThatIsSet(TaskGroup group) throws IOException {
    network.latency(Duration.ofMillis(50), Duration.ofMillis(50));
    int port = SimulatedEcho.start(server, group);
    Deadline start = Fairlead.currentTime();

    try (var client = Net.connectTcp("server", port)) {
      assertEquals(Duration.ofMillis(100), since(start));
      client.send(new byte[1]);
      assertEquals(Duration.ofMillis(100), since(start));
      client.receive();
      assertEquals(Duration.ofMillis(200), since(start));
    }
  }

  @Test
  void latencyIsDrawnFromTheSeed(TaskGroup group) throws IOException {
    network.latency(Duration.ofMillis(1), Duration.ofMillis(100));
    int port = SimulatedEcho.start(server, group);
    var times = new HashSet<Duration>();
    for (int i = 0; i < 10; i++) {
      Deadline start = Fairlead.currentTime();
      Net.connectTcp("server", port).close();
      times.add(since(start));
    }

    assertTrue(times.size() > 8, times::toString);
    assertTrue(
        times.stream()
            .allMatch(t ->
                t.compareTo(Duration.ofMillis(2)) >= 0 && t.compareTo(Duration.ofMillis(200)) <= 0),
        times::toString);
  }

  @Test
  void anAddressThatLeadsToNoSingleHostIsRefused() {
    for (String address : List.of("127.0.0.2", "::1", "0.0.0.0", "::", "224.0.0.1", "ff02::1")) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> network.host("other", address));
      assertTrue(refused.getMessage().contains("no single host"), refused::getMessage);
    }
  }

  @Test
  void aLatencyOfCenturiesIsRefused() {
    for (Duration most : List.of(Duration.ofDays(1_001), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThrows(
          IllegalArgumentException.class, () -> network.latency(Duration.ofSeconds(1), most));
    }
  }

  @Test
  void theLoopbackStaysOnItsHost(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);

    assertThrows(ConnectionFailedException.class, () -> Net.connectTcp("localhost", port));
    server.run(() -> Net.connectTcp("localhost", port).close());
    server.run(() -> Net.connectTcp("server", port).close());
  }

  @Test
  void anUnknownNameIsSaidWithTheKnownOnes() {
    var failure = assertThrows(IOException.class, () -> Net.connectTcp("nowhere", 80));

    assertTrue(failure.getMessage().contains("server"), failure::getMessage);
  }

  @Test
  void namesAndAddressesBelongToOneHost() {
    network.host("other", "192.0.2.7");

    assertThrows(IllegalArgumentException.class, () -> network.host("Server"));
    assertThrows(IllegalArgumentException.class, () -> network.host("new", "192.0.2.7"));
    assertThrows(IllegalArgumentException.class, () -> network.host("newer", "no address"));
  }

  @Test
  void aHostGetsAddressesThatNobodyHas() {
    network.host("fixed", "10.0.0.4", "fd00::5");

    SimulatedHost next = network.host("next");
    SimulatedHost other = network.host("other");

    assertEquals("10.0.0.6", next.addresses().getFirst().getHostAddress());
    assertEquals("10.0.0.7", other.addresses().getFirst().getHostAddress());
  }

  @Test
  void optionsAreRemembered(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    try (var client =
        Net.connectTcp("server", port, o -> o.withOption(StandardSocketOptions.SO_LINGER, 3))) {
      assertEquals(3, client.option(StandardSocketOptions.SO_LINGER));
      client.setOption(StandardSocketOptions.SO_LINGER, 4);
      assertEquals(4, client.option(StandardSocketOptions.SO_LINGER));
      assertThrows(
          UnsupportedOperationException.class,
          () -> client.option(StandardSocketOptions.IP_MULTICAST_TTL));
    }
  }

  @Test
  void connectionsTakeTheOptionsThatKeepThemAlive() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withConnectionOption(TCP_KEEPIDLE, 60));
        var client = Net.connectTcp("localhost", listener.port());
        var accepted = listener.accept()) {
      assertEquals(60, accepted.option(TCP_KEEPIDLE));
      assertEquals(7_200, client.option(TCP_KEEPIDLE));
    }
  }

  @Test
  void anOptionThatIsNotThereIsRefusedBeforeAnythingIsOpened() throws IOException {
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            Net.createTcpListener(
                0, o -> o.withConnectionOption(StandardSocketOptions.IP_MULTICAST_TTL, 1)));
    try (var listener = Net.createTcpListener(0)) {
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              Net.connectTcp(
                  "localhost",
                  listener.port(),
                  o -> o.withOption(StandardSocketOptions.IP_MULTICAST_TTL, 1)));

      assertTrue(
          CancelScope.moveOnAfter(Duration.ofMinutes(1)).attempt(listener::accept).isEmpty());
    }
  }

  // ---- what goes wrong

  @Test
  void whereNobodyListensAConnectionIsRefused() {
    var failure = assertThrows(ConnectionFailedException.class, () -> Net.connectTcp("server", 81));

    assertTrue(failure.getMessage().contains("Connection refused"), failure::getMessage);
  }

  @Test
  void anAddressThatNobodyHasCannotBeReached() {
    assertThrows(ConnectionFailedException.class, () -> Net.connectTcp("192.0.2.99", 80));
  }

  @Test
  void aFullBacklogLetsConnectionsWait(TaskGroup group) throws IOException {
    TcpListener listener = server.call(() -> Net.createTcpListener(0, o -> o.withBacklog(1)));
    try (listener;
        var first = Net.connectTcp("server", listener.port())) {
      var second = group.startSoon(() -> Net.connectTcp("server", listener.port()));
      Fairlead.sleep(Duration.ofSeconds(2));
      assertFalse(second.status().isEnd());

      listener.accept().close();

      second.await().close();
      assertEquals(first.localAddress().getClass(), InetSocketAddress.class);
    }
  }

  @Test
  void anAbortIsAResetOnTheOtherSide(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    TcpListener listener = server.call(() -> Net.createTcpListener(0));
    try (listener;
        var client = Net.connectTcp("server", listener.port());
        var accepted = listener.accept()) {
      client.abort();

      var failure = assertThrows(BrokenResourceException.class, accepted::receive);
      assertTrue(failure.getMessage().contains("reset"), failure::getMessage);
    }
    assertTrue(port > 0);
  }

  @Test
  void aResetBreaksAllConnectionsOfTwoHosts(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    try (var client = Net.connectTcp("server", port)) {
      network.reset(network.localhost(), server);

      assertThrows(BrokenResourceException.class, client::receive);
      assertThrows(BrokenResourceException.class, () -> client.send(new byte[1]));
    }
    Net.connectTcp("server", port).close();
  }

  @Test
  void aResetFindsAConnectionWhoseOtherEndIsClosed() throws IOException {
    TcpListener listener = server.call(() -> Net.createTcpListener(0));
    try (listener;
        var client = Net.connectTcp("server", listener.port())) {
      listener.accept().close();

      network.reset(server, network.localhost());

      assertThrows(BrokenResourceException.class, () -> client.send(new byte[1]));
    }
  }

  // ---- what is real

  @Test
  void filesAreNotSimulated(TaskGroup group, @TempDir Path directory) throws IOException {
    int port = SimulatedEcho.start(server, group);
    Path path = Files.write(directory.resolve("file"), new byte[10]);
    try (var client = Net.connectTcp("server", port);
        var file = FileChannel.open(path)) {
      var failure = assertThrows(IllegalStateException.class, () -> client.sendFile(file, 0, 10));

      assertTrue(failure.getMessage().contains("files are not simulated"), failure::getMessage);
    }
  }
}
