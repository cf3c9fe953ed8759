package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.net.Membership;
import dev.fairlead.net.Net;
import dev.fairlead.net.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Multicast groups of a simulated network. */
@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedGroupsTest {

  private static final int PORT = 5000;
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.1.2.3");
  private static final InetSocketAddress ALL = new InetSocketAddress(GROUP, PORT);

  private SimulatedNetwork network;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = Simulation.current().network();
    server = network.host("server");
  }

  /** Any: the hosts of a simulation are on one network. */
  private static NetworkInterface anyInterface() throws IOException {
    return NetworkInterface.networkInterfaces().findFirst().orElseThrow();
  }

  private static UdpSocket socketOn(SimulatedHost host) throws IOException {
    return host.call(() -> Net.createUdpSocket(o -> o.withLocalPort(PORT)));
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

      assertEquals(List.of(1), SimulatedDatagramsTest.receivedBy(one));
      assertEquals(List.of(1), SimulatedDatagramsTest.receivedBy(two));
      assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(stranger));
    }
  }

  @Test
  void whoHasLeftAGroupHearsItNoMore() throws IOException {
    try (var member = socketOn(server);
        var sender = Net.createUdpSocket()) {
      Membership membership = member.join(GROUP, anyInterface());
      assertEquals(membership, member.join(GROUP, anyInterface()));
      sendToAll(sender, 1);
      assertEquals(List.of(1), SimulatedDatagramsTest.receivedBy(member));

      membership.close();
      sendToAll(sender, 2);

      assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(member));
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
        assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(member));
        assertThrows(IllegalStateException.class, () -> member.join(GROUP, anyInterface()));
      }
      try (Membership membership = member.join(GROUP, anyInterface())) {
        membership.block(here);
        sendToAll(sender, 2);
        assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(member));
        membership.unblock(here);
        sendToAll(sender, 3);
        assertEquals(List.of(3), SimulatedDatagramsTest.receivedBy(member));
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
      assertEquals(List.of(1), SimulatedDatagramsTest.receivedBy(near));
      assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(behind));

      network.heal();
      network.datagramLoss(1);
      sendToAll(sender, 2);

      assertEquals(List.of(), SimulatedDatagramsTest.receivedBy(near));
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

      assertEquals(List.of(1), SimulatedDatagramsTest.receivedBy(member));
      assertEquals(List.of(2), SimulatedDatagramsTest.receivedBy(far));
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
}
