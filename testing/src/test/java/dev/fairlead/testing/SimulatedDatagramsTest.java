package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.net.Net;
import dev.fairlead.net.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedDatagramsTest {

  private SimulatedNetwork network;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = Simulation.current().network();
    server = network.host("server");
  }

  private List<Integer> numbersThatArrive(int count) throws IOException {
    var arrived = new ArrayList<Integer>();
    try (var receiver = server.call(() -> Net.createUdpSocket());
        var sender = Net.createConnectedUdpSocket("server", receiver.port())) {
      for (int i = 0; i < count; i++) {
        sender.send(new byte[] {(byte) i});
      }
      CancelScope.moveOnAfter(Duration.ofSeconds(10))
          .run(() -> {
            while (true) {
              arrived.add((int) receiver.receive().data()[0]);
            }
          });
    }
    return arrived;
  }

  @Test
  void datagramsOvertakeEachOther() throws IOException {
    List<Integer> all = IntStream.range(0, 100).boxed().toList();

    List<Integer> arrived = numbersThatArrive(100);

    assertFalse(arrived.equals(all), "none has overtaken another");
    assertEquals(all, arrived.stream().sorted().toList());
  }

  @Test
  void datagramsGetLost() throws IOException {
    network.datagramLoss(0.5);

    int arrived = numbersThatArrive(100).size();

    assertTrue(arrived > 25 && arrived < 75, () -> arrived + " of 100 arrived");
  }

  @Test
  void datagramsDoNotWaitBehindACut() throws IOException {
    try (var receiver = server.call(() -> Net.createUdpSocket());
        var sender = Net.createUdpSocket()) {
      network.partition(network.localhost(), server);
      sender.sendTo(new byte[] {1}, "server", receiver.port());
      Fairlead.sleep(Duration.ofSeconds(1));
      network.heal();
      sender.sendTo(new byte[] {2}, "server", receiver.port());

      var received = receiver.receive();

      assertEquals(2, received.data()[0]);
      receiver.sendTo(new byte[] {3}, received.address());
      assertEquals(3, sender.receive().data()[0]);
    }
  }

  @Test
  void whatIsSentIntoACutIsLostThoughItIsHealedAtOnce() throws IOException {
    network.partition(network.localhost(), server);
    try (var receiver = server.call(() -> Net.createUdpSocket());
        var sender = Net.createUdpSocket()) {
      sender.sendTo(new byte[] {1}, "server", receiver.port());
      network.heal();

      assertEquals(List.of(), receivedBy(receiver));
    }
  }

  @Test
  void largeOnesFillASocketSooner() throws IOException {
    try (var receiver = server.call(() -> Net.createUdpSocket());
        var sender = Net.createConnectedUdpSocket("server", receiver.port())) {
      for (int i = 0; i < 10; i++) {
        sender.send(new byte[60_000]);
      }
      Fairlead.sleep(Duration.ofSeconds(1)); // All of them have come.

      assertEquals(4, receivedBy(receiver).size());
      assertEquals(OptionalLong.of(6), receiver.dropped());
      sender.send(new byte[60_000]);
      assertEquals(1, receivedBy(receiver).size());
    }
  }

  @Test
  void theAddressThatStandsForAllIsThisMachine() throws IOException {
    InetAddress all = InetAddress.ofLiteral("0.0.0.0");
    try (var receiver = Net.createUdpSocket();
        var sender = Net.createConnectedUdpSocket(new InetSocketAddress(all, receiver.port()))) {
      sender.send(new byte[] {1});
      var received = receiver.receive();
      receiver.sendTo(new byte[] {2}, received.address());

      assertTrue(received.address().getAddress().isLoopbackAddress());
      assertEquals(2, sender.receive()[0]);
    }
  }

  @Test
  void aConnectedSocketIsNotThereForOthers() throws IOException {
    try (var peer = server.call(() -> Net.createUdpSocket());
        var connected = Net.createConnectedUdpSocket("server", peer.port());
        var stranger =
            server.call(
                () -> Net.createConnectedUdpSocket((InetSocketAddress) connected.localAddress()))) {
      stranger.send(new byte[] {1});

      assertThrows(BrokenResourceException.class, stranger::receive);
      peer.sendTo(new byte[] {2}, (InetSocketAddress) connected.localAddress());
      assertEquals(2, connected.receive()[0]);
    }
  }

  @Test
  void fromTheLoopbackNothingGetsOut() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (var receiver = server.call(() -> Net.createUdpSocket());
        var sender = Net.createUdpSocket(o -> o.withLocalAddress(loopback))) {
      assertThrows(
          BrokenResourceException.class,
          () -> sender.sendTo(new byte[1], "server", receiver.port()));
    }
  }

  @Test
  void thatNobodyReceivesComesBack() throws IOException {
    try (var sender = Net.createConnectedUdpSocket("server", 4711)) {
      sender.send(new byte[1]);

      assertThrows(BrokenResourceException.class, sender::receive);
      sender.send(new byte[1]);
    }
  }

  @Test
  void nothingIsSentToPortZero() throws IOException {
    try (var socket = Net.createUdpSocket()) {
      assertThrows(BrokenResourceException.class, () -> socket.sendTo(new byte[1], "localhost", 0));
    }
  }

  /** What arrives within a long time. */
  static List<Integer> receivedBy(UdpSocket socket) throws IOException {
    var all = new ArrayList<Integer>();
    CancelScope.moveOnAfter(Duration.ofMinutes(1))
        .run(() -> {
          while (true) {
            all.add((int) socket.receive().data()[0]);
          }
        });
    return all;
  }
}
