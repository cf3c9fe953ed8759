package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends to groups of IPv6 in a network of its own, through a device that leads nowhere. Writes a
 * line for each step: what was tried, and what was heard.
 */
final class MulticastOverIpv6Program {

  private static final InetAddress HERE = InetAddress.ofLiteral("fd00:7::1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("fd00:7::2");

  private static final String PYTHON_SENDS =
      """
      import socket, struct, sys
      s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
      s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex('near'))
      s.sendto(b'python', ('ff02::1:42', int(sys.argv[1])))
      """;

  private static final String PYTHON_HEARS =
      """
      import socket, struct
      s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
      s.bind(('::', 0))
      near = struct.pack('@I', socket.if_nametoindex('near'))
      membership = socket.inet_pton(socket.AF_INET6, 'ff02::1:43') + near
      s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
      s.settimeout(10)
      print(s.getsockname()[1], flush=True)
      print(s.recv(100).decode(), flush=True)
      """;

  private final NetworkInterface device;
  private final UdpSocket member;
  private final UdpSocket sender;

  private MulticastOverIpv6Program(
      NetworkInterface device, Optional<ProtocolFamily> family, UdpSocket sender)
      throws IOException {
    this.device = device;
    this.member = Net.createUdpSocket(o -> family.map(o::withFamily).orElse(o).withReuseAddress());
    this.sender = sender;
  }

  public static void main(String[] args) throws Exception {
    Fairlead.run(
        () -> CancelScope.failAfter(Duration.ofSeconds(15)).run(MulticastOverIpv6Program::runAll));
  }

  private static void runAll() throws Exception {
    NetworkInterface device = NetworkInterface.getByName("near");
    try (var sender =
        Net.createUdpSocket(
            o -> o.withLocalAddress(HERE).withMulticastInterface(device).withMulticastTtl(1))) {
      new MulticastOverIpv6Program(device, Optional.empty(), sender).run("both families: ");
      new MulticastOverIpv6Program(device, Optional.of(StandardProtocolFamily.INET6), sender)
          .run("IPv6 only: ");
    }
  }

  private void run(String name) throws Exception {
    try (member) {
      anybody(name);
      oneSender(name);
      blocked(name);
      pythonSends(name);
    }
    pythonHears(name);
  }

  private void anybody(String name) throws IOException {
    InetAddress group = InetAddress.ofLiteral("ff02::1:41");
    try (var membership = member.join(group, device)) {
      System.out.println(name + "member of " + membership.group().equals(group) + heard(group));
    }
    System.out.println(name + "left" + notHeard(group));
  }

  private void oneSender(String name) throws IOException {
    InetAddress group = InetAddress.ofLiteral("ff32::1:44"); // for single sources, RFC 4607
    try (var _ = member.join(group, device, ELSEWHERE)) {
      System.out.println(name + "another sender" + notHeard(group));
    }
    try (var _ = member.join(group, device, HERE)) {
      System.out.println(name + "this sender" + heard(group));
    }
  }

  private void blocked(String name) throws IOException {
    InetAddress group = InetAddress.ofLiteral("ff02::1:45");
    try (var membership = member.join(group, device)) {
      membership.block(HERE);
      System.out.println(name + "blocked" + notHeard(group));
      membership.unblock(HERE);
      System.out.println(name + "unblocked" + heard(group));
    }
  }

  private void pythonSends(String name) throws Exception {
    InetAddress group = InetAddress.ofLiteral("ff02::1:42");
    try (var _ = member.join(group, device)) {
      String port = String.valueOf(member.port());
      String output = Programs.run("", "python3", "-c", PYTHON_SENDS, port);
      System.out.println(name + output + new String(member.receive().data(), UTF_8));
    }
  }

  private void pythonHears(String name) throws Exception {
    Process python = Programs.start("python3", "-c", PYTHON_HEARS);
    try {
      int port = Integer.parseInt(Programs.lineOf(python));
      var group = new InetSocketAddress(InetAddress.ofLiteral("ff02::1:43"), port);
      sender.sendTo("fairlead".getBytes(UTF_8), group);
      System.out.println(name + "python heard " + Programs.lineOf(python));
    } finally {
      Programs.end(python);
    }
  }

  private String heard(InetAddress group) throws IOException {
    sender.sendTo("to the group".getBytes(UTF_8), new InetSocketAddress(group, member.port()));
    return ", heard " + new String(member.receive().data(), UTF_8);
  }

  /** What is heard is sent after it. */
  private String notHeard(InetAddress group) throws IOException {
    sender.sendTo("to the group".getBytes(UTF_8), new InetSocketAddress(group, member.port()));
    sender.sendTo("to the member".getBytes(UTF_8), new InetSocketAddress(HERE, member.port()));
    return ", heard " + new String(member.receive().data(), UTF_8);
  }
}
