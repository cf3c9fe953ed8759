package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.net.Membership;
import dev.fairlead.net.Net;
import dev.fairlead.net.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void thatNobodyReceivesComesBack() throws IOException {
    try (var sender = Net.createConnectedUdpSocket("server", 4711)) {
      sender.send(new byte[1]);

      assertThrows(BrokenResourceException.class, sender::receive);
      sender.send(new byte[1]);
    }
  }

  // ---- groups

  private static final int PORT = 5000;
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.1.2.3");
  private static final InetSocketAddress ALL = new InetSocketAddress(GROUP, PORT);

  /** Any: the hosts of a simulation are on one network. */
  private static NetworkInterface anyInterface() throws IOException {
    return NetworkInterface.networkInterfaces().findFirst().orElseThrow();
  }

  private static UdpSocket socketOn(SimulatedHost host) throws IOException {
    return host.call(() -> Net.createUdpSocket(o -> o.withLocalPort(PORT)));
  }

  /** What arrives within a long time. */
  private static List<Integer> receivedBy(UdpSocket socket) throws IOException {
    var all = new ArrayList<Integer>();
    CancelScope.moveOnAfter(Duration.ofMinutes(1))
        .run(() -> {
          while (true) {
            all.add((int) socket.receive().data()[0]);
          }
        });
    return all;
  }

  private static void sendToAll(UdpSocket sender, int number) throws IOException {
    sender.sendTo(new byte[] {(byte) number}, ALL);
  }

  @Test
  void allMembersOfAGroupHearIt() throws IOException {
    try (var one = socketOn(server);
        var two = socketOn(network.host("other"));
        var stranger = socketOn(network.host("stranger"));
        var sender = Net.createUdpSocket()) {
      Membership _ = one.join(GROUP, anyInterface());
      Membership second = two.join(GROUP, anyInterface());
      assertEquals(GROUP, second.group());

      sendToAll(sender, 1);

      assertEquals(List.of(1), receivedBy(one));
      assertEquals(List.of(1), receivedBy(two));
      assertEquals(List.of(), receivedBy(stranger));
    }
  }

  @Test
  void whoHasLeftAGroupHearsItNoMore() throws IOException {
    try (var member = socketOn(server);
        var sender = Net.createUdpSocket()) {
      Membership membership = member.join(GROUP, anyInterface());
      assertEquals(membership, member.join(GROUP, anyInterface()));
      sendToAll(sender, 1);
      assertEquals(List.of(1), receivedBy(member));

      membership.close();
      sendToAll(sender, 2);

      assertEquals(List.of(), receivedBy(member));
      assertThrows(IllegalStateException.class, () -> membership.block(GROUP));
    }
  }

  @Test
  void aMemberChoosesWhomItHears() throws IOException {
    InetAddress here = network.localhost().addresses().getFirst();
    InetAddress other = network.host("other").addresses().getFirst();
    try (var member = socketOn(server);
        var sender = Net.createUdpSocket()) {
      try (Membership membership = member.join(GROUP, anyInterface(), other)) {
        sendToAll(sender, 1);
        assertThrows(IllegalStateException.class, () -> membership.block(here));
        assertEquals(List.of(), receivedBy(member));
        assertThrows(IllegalStateException.class, () -> member.join(GROUP, anyInterface()));
      }
      try (Membership membership = member.join(GROUP, anyInterface())) {
        membership.block(here);
        sendToAll(sender, 2);
        assertEquals(List.of(), receivedBy(member));
        membership.unblock(here);
        sendToAll(sender, 3);
        assertEquals(List.of(3), receivedBy(member));
        assertThrows(IllegalStateException.class, () -> membership.unblock(here));
      }
    }
  }

  @Test
  void whatIsSentToAGroupIsLostAndCutOffAsAnythingElse() throws IOException {
    SimulatedHost far = network.host("far");
    try (var near = socketOn(server);
        var behind = socketOn(far);
        var sender = Net.createUdpSocket()) {
      var unused = List.of(near.join(GROUP, anyInterface()), behind.join(GROUP, anyInterface()));
      network.partition(network.localhost(), far);
      sendToAll(sender, 1);
      assertEquals(List.of(1), receivedBy(near));
      assertEquals(List.of(), receivedBy(behind));

      network.heal();
      network.datagramLoss(1);
      sendToAll(sender, 2);

      assertEquals(List.of(), receivedBy(near));
      assertEquals(2, unused.size());
    }
  }

  @Test
  void theOwnHostHearsAGroupUnlessItShouldNot() throws IOException {
    try (var member = socketOn(network.localhost());
        var sender = Net.createUdpSocket(o -> o.withMulticastTtl(0));
        var mute = Net.createUdpSocket(o -> o.withMulticastLoopback(false));
        var far = socketOn(server)) {
      var unused = List.of(member.join(GROUP, anyInterface()), far.join(GROUP, anyInterface()));

      sendToAll(sender, 1);
      sendToAll(mute, 2);

      assertEquals(List.of(1), receivedBy(member));
      assertEquals(List.of(2), receivedBy(far));
      assertEquals(2, unused.size());
    }
  }

  @Test
  void whatIsNoGroupCannotBeJoined() throws IOException {
    try (var socket = socketOn(server)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> socket.join(InetAddress.ofLiteral("10.0.0.1"), anyInterface()));
    }
  }

  @Test
  void nothingIsSentToPortZero() throws IOException {
    try (var socket = Net.createUdpSocket()) {
      assertThrows(BrokenResourceException.class, () -> socket.sendTo(new byte[1], "localhost", 0));
    }
  }
}
