package dev.fairlead.net;

import static dev.fairlead.net.LoopbackUdp.HELLO;
import static dev.fairlead.net.LoopbackUdp.LOOPBACK;
import static dev.fairlead.net.LoopbackUdp.addressOf;
import static dev.fairlead.net.LoopbackUdp.onLoopback;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ConnectedUdpTest {

  @Test
  void aConnectedSocketHearsItsPeerOnly() throws IOException {
    try (var peer = onLoopback();
        var stranger = onLoopback();
        var socket = Net.createConnectedUdpSocket("127.0.0.1", peer.port())) {
      stranger.sendTo("from a stranger".getBytes(UTF_8), "127.0.0.1", socket.port());
      socket.send("ping".getBytes(UTF_8));
      peer.send(peer.receive());

      assertEquals("ping", new String(socket.receive(), UTF_8));
      assertEquals(addressOf(peer), socket.remoteAddress());
    }
  }

  @Test
  void aRefusalIsAnErrorAndTheSocketStaysUsable() throws IOException {
    int port;
    try (var gone = onLoopback()) {
      port = gone.port();
    }
    try (var socket = Net.createConnectedUdpSocket("127.0.0.1", port)) {
      socket.send(HELLO);

      var error = assertThrows(BrokenResourceException.class, () -> socket.receive());
      assertTrue(error.getCause() instanceof PortUnreachableException);

      try (var back = Net.createUdpSocket(o -> o.withLocalAddress(LOOPBACK).withLocalPort(port))) {
        socket.send(HELLO);
        back.send(back.receive());
        assertArrayEquals(HELLO, socket.receive());
      }
    }
  }

  @Test
  void anEmptyDatagramIsRefusedInsteadOfLost() throws IOException {
    try (var peer = onLoopback();
        var socket = Net.createConnectedUdpSocket("127.0.0.1", peer.port())) {
      var nothing = new byte[0];

      assertThrows(UnsupportedOperationException.class, () -> socket.send(nothing));
      assertThrows(UnsupportedOperationException.class, () -> socket.trySend(nothing));

      socket.send(HELLO);
      assertArrayEquals(HELLO, peer.receive().data());
    }
  }

  @Test
  void aReceiverThatWaitsHearsOfTheRefusal() throws IOException {
    int port;
    try (var gone = onLoopback()) {
      port = gone.port();
    }
    try (var socket = Net.createConnectedUdpSocket("127.0.0.1", port)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> assertThrows(BrokenResourceException.class, () -> socket.receive()));
        Fairlead.awaitAllTasksBlocked();

        socket.send(HELLO);
      });
    }
  }

  @Test
  void theAddressOfThisSideDecidesAboutTheFamily() throws IOException {
    Net.setResolver(new ScriptedResolver().knows("both.test", "::1", "127.0.0.1"));
    try (var byName =
            Net.createConnectedUdpSocket("both.test", 9, o -> o.withLocalHost("127.0.0.2"));
        var byAddress =
            Net.createConnectedUdpSocket("both.test", 9, o -> o.withLocalAddress(LOOPBACK))) {
      assertEquals(LOOPBACK, byName.remoteAddress().getAddress());
      assertEquals(LOOPBACK, byAddress.remoteAddress().getAddress());
    }
  }

  @Test
  void aPeerOfAnotherFamilyThanThisSideCannotBeConnectedTo() {
    var failure =
        assertThrows(
            ConnectionFailedException.class,
            () ->
                Net.createConnectedUdpSocket(
                    "127.0.0.1", 9, o -> o.withLocalAddress(InetAddress.ofLiteral("::1"))));

    assertEquals(
        "cannot connect UDP to 127.0.0.1:9: no address of the family asked for: [/127.0.0.1]",
        failure.getMessage());
  }

  @Test
  void attributesSayWhoTheSocketIs() throws IOException {
    try (var peer = onLoopback();
        var socket = Net.createConnectedUdpSocket("127.0.0.1", peer.port())) {
      assertEquals(peer.port(), peer.attribute(SocketAttribute.LOCAL_PORT));
      assertTrue(peer.findAttribute(SocketAttribute.REMOTE_ADDRESS).isEmpty());
      assertEquals(peer.port(), socket.attribute(SocketAttribute.REMOTE_PORT));
      assertEquals(StandardProtocolFamily.INET, socket.attribute(SocketAttribute.FAMILY));
    }
  }
}
