package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sockets for datagrams that stay on this machine. */
final class LoopbackUdp {

  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  static final byte[] HELLO = "hello".getBytes(UTF_8);

  private LoopbackUdp() {}

  static UdpSocket onLoopback() throws IOException {
    return Net.createUdpSocket(o -> o.withLocalAddress(LOOPBACK));
  }

  static InetSocketAddress addressOf(UdpSocket socket) {
    return new InetSocketAddress(LOOPBACK, socket.port());
  }
}
