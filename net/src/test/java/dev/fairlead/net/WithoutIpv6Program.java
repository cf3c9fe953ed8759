package dev.fairlead.net;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** Uses addresses of both families in a JVM that has one. Writes a line for each try. */
final class WithoutIpv6Program {

  private static final String HERE = "127.0.0.1";

  private WithoutIpv6Program() {}

  public static void main(String[] args) throws Exception {
    List<InetAddress> both = Stream.of("::1", HERE).map(InetAddress::ofLiteral).toList();
    Fairlead.run(() -> {
      Net.setResolver(host -> both);
      try (var listener = Net.createTcpListener(0, o -> o.withLocalHost(HERE))) {
        attempt("TCP", () -> Net.connectTcp("x.test", listener.port()).remoteAddress());
        attempt("literal", () -> Net.connectTcp("::1", listener.port()));
        attempt("bound", () -> Net.connectTcp("::1", 9, o -> o.withLocalHost("::1")));
      }
      attempt("listener", () -> Net.createTcpListener(0, o -> o.withLocalHost("::1")));
      attempt("UDP", () -> Net.createConnectedUdpSocket("x.test", 9).remoteAddress());
      attempt("UDP literal", () -> Net.createConnectedUdpSocket("::1", 9));
      try (var socket = Net.createUdpSocket()) {
        attempt("send", () -> sendTo(socket, new InetSocketAddress(both.getFirst(), 9)));
      }
    });
  }

  private static Object sendTo(UdpSocket socket, InetSocketAddress address) throws IOException {
    socket.sendTo(new byte[1], address);
    return address;
  }

  /** What gives something, or fails. */
  private interface Way {
    Object go() throws IOException;
  }

  private static void attempt(String name, Way way) {
    try {
      System.out.println(name + ": " + way.go());
    } catch (IOException | IllegalArgumentException e) {
      System.out.println(name + ": " + e.getMessage());
    }
  }
}
