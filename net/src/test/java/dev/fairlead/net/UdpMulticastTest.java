package dev.fairlead.net;

import static dev.fairlead.net.LoopbackUdp.HELLO;
import static dev.fairlead.net.LoopbackUdp.LOOPBACK;
import static dev.fairlead.net.LoopbackUdp.onLoopback;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class UdpMulticastTest {

  @Test
  @NeedsRealSystem
  void multicastReachesEveryMember() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    InetAddress group = InetAddress.ofLiteral("239.1.2.3");
    try (var one = member(0);
        var two = member(one.port());
        var sender = sender(loopback)) {
      var unusedMembership = one.join(group, loopback);
      Membership second = two.join(group, loopback);
      sender.sendTo(HELLO, new InetSocketAddress(group, one.port()));
      assertArrayEquals(HELLO, one.receive().data());
      assertArrayEquals(HELLO, two.receive().data());

      second.close();
      sender.sendTo("again".getBytes(UTF_8), new InetSocketAddress(group, one.port()));

      assertEquals("again", new String(one.receive().data(), UTF_8));
      assertFalse(arrivesSoon(two));
    }
  }

  private static UdpSocket member(int port) throws IOException {
    return Net.createUdpSocket(
        o -> o.withFamily(StandardProtocolFamily.INET).withLocalPort(port).withReuseAddress());
  }

  private static UdpSocket sender(NetworkInterface through) throws IOException {
    return Net.createUdpSocket(o ->
        o.withLocalAddress(LOOPBACK)
            .withMulticastInterface(through)
            .withMulticastTtl(1)
            .withMulticastLoopback(true));
  }

  private static boolean arrivesSoon(UdpSocket socket) throws IOException {
    return CancelScope.moveOnAfter(Duration.ofMillis(30))
        .attempt(() -> socket.receive())
        .isPresent();
  }

  @Test
  @NeedsRealSystem
  void multicastFromASenderNotAskedForIsNotHeard() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    InetAddress group = InetAddress.ofLiteral("232.1.2.3");
    try (var member = member(0);
        var sender = sender(loopback)) {
      try (var other = member.join(group, loopback, InetAddress.ofLiteral("127.0.0.9"))) {
        sender.sendTo(HELLO, new InetSocketAddress(group, member.port()));
        assertFalse(arrivesSoon(member));
        assertEquals(group, other.group());
      }
      try (var right = member.join(group, loopback, LOOPBACK)) {
        sender.sendTo(HELLO, new InetSocketAddress(group, member.port()));
        assertArrayEquals(HELLO, member.receive().data());
        assertThrows(IllegalStateException.class, () -> right.block(LOOPBACK));
      }
    }
  }

  @Test
  @NeedsRealSystem
  void aBlockedSenderOfAGroupIsNotHeard() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    InetAddress group = InetAddress.ofLiteral("239.1.2.4");
    try (var member = member(0);
        var sender = sender(loopback)) {
      Membership membership = member.join(group, loopback);
      membership.block(LOOPBACK);
      sender.sendTo(HELLO, new InetSocketAddress(group, member.port()));
      assertFalse(arrivesSoon(member));

      membership.unblock(LOOPBACK);
      sender.sendTo(HELLO, new InetSocketAddress(group, member.port()));

      assertArrayEquals(HELLO, member.receive().data());
    }
  }

  @Test
  @NeedsRealSystem
  void broadcastMustBeAskedFor() throws IOException {
    var everybody = new InetSocketAddress(InetAddress.ofLiteral("127.255.255.255"), 9);
    try (var mute = onLoopback();
        var loud = Net.createUdpSocket(o -> o.withLocalAddress(LOOPBACK).withBroadcast())) {
      assertThrows(BrokenResourceException.class, () -> mute.sendTo(HELLO, everybody));

      loud.sendTo(HELLO, everybody);

      assertEquals(1, loud.statistics().datagramsSent());
    }
  }
}
