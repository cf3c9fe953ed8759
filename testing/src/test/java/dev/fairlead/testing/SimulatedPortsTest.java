package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpConnectOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which addresses and ports of simulated hosts are free, and which are taken. */
@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedPortsTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private SimulatedNetwork network;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = Simulation.current().network();
    server = network.host("server");
  }

  @Test
  void aPortIsTakenOnItsHostOnly() throws IOException {
    try (var listener = Net.createTcpListener(8080)) {
      assertThrows(BindException.class, () -> Net.createTcpListener(8080));
      server.run(() -> Net.createTcpListener(8080).close());
      assertEquals(8080, listener.port());
    }
    Net.createTcpListener(8080).close();
  }

  @Test
  void anAddressOfAnotherHostCannotBeBound() {
    assertThrows(
        BindException.class,
        () -> Net.createTcpListener(0, o -> o.withLocalAddresses(server.addresses().getFirst())));
  }

  @Test
  void severalAddressesFindAPortThatIsFreeOnAll() throws IOException {
    InetAddress[] both = server.addresses().toArray(new InetAddress[0]);
    server.run(() -> {
      try (var first = Net.createTcpListener(0, o -> o.withLocalAddresses(both[0]));
          var taken = Net.createTcpListener(first.port() + 1, o -> o.withLocalAddresses(both[1]));
          var listener = Net.createTcpListener(0, o -> o.withLocalAddresses(both))) {
        assertEquals(taken.port() + 1, listener.port());
        assertEquals(2, listener.localAddresses().size());
        // Nothing is left of the attempt that failed.
        Net.createTcpListener(taken.port(), o -> o.withLocalAddresses(both[0])).close();
      }
    });
  }

  @Test
  void familiesThatDoNotMeetShareAPort() throws IOException {
    InetAddress v6 = server.addresses().getLast();
    server.run(() -> {
      try (var all = Net.createTcpListener(0, o -> o.withFamily(StandardProtocolFamily.INET));
          var one = Net.createTcpListener(all.port(), o -> o.withLocalAddresses(v6))) {
        assertEquals(all.port(), one.port());
        assertThrows(BindException.class, () -> Net.createTcpListener(all.port()));
      }
    });
  }

  private static TcpConnectOptions fromPort(TcpConnectOptions options, int port) {
    return options.withFamily(StandardProtocolFamily.INET).withLocalPort(port);
  }

  @Test
  void thePortOfAListenerOrAConnectionIsNotUsedOnceMore(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);
    try (var listener = Net.createTcpListener(7000);
        var first = Net.connectTcp("server", port, o -> fromPort(o, 7001))) {
      assertEquals(7001, ((InetSocketAddress) first.localAddress()).getPort());

      for (int taken : new int[] {7000, 7001}) {
        var failure =
            assertThrows(
                IOException.class, () -> Net.connectTcp("server", port, o -> fromPort(o, taken)));
        assertTrue(failure.getMessage().contains("already in use"), failure::getMessage);
      }
      assertEquals(7000, listener.port());
    }
    Net.connectTcp("server", port, o -> fromPort(o, 7001)).close();
  }

  @Test
  void aPortHandedOutIsNotThatOfAListener(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(network.localhost(), group);
    var echo = new InetSocketAddress(network.localhost().addresses().getFirst(), port);
    server.run(() -> {
      try (var first = Net.createTcpListener(0);
          var second = Net.createTcpListener(first.port() + 1);
          var client = Net.connectTcp(echo)) {
        assertEquals(second.port() + 1, ((InetSocketAddress) client.localAddress()).getPort());
      }
    });
  }

  @Test
  void fromTheLoopbackNothingGetsOut(TaskGroup group) throws IOException {
    int port = SimulatedEcho.start(server, group);

    assertThrows(
        ConnectionFailedException.class,
        () -> Net.connectTcp("server", port, o -> o.withLocalAddress(LOOPBACK)));
  }
}
