package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeNotFoundException;
import dev.fairlead.attribute.AttributeProvider;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@NeedsRealSystem
class AttributesTest {

  private static final Set<Attribute<?>> OF_ALL =
      Set.of(
          SocketAttribute.FAMILY,
          SocketAttribute.LOCAL_ADDRESS,
          SocketAttribute.RAW_SOCKET,
          SocketAttribute.OPENED_AT);

  private static void assertHasExactly(AttributeProvider socket, Attribute<?>... more) {
    var expected = new java.util.HashSet<>(OF_ALL);
    expected.addAll(Set.of(more));
    assertEquals(expected, socket.attributes().keySet());
    for (Attribute<?> attribute : expected) {
      assertTrue(socket.findAttribute(attribute).isPresent(), attribute::toString);
    }
  }

  @Test
  void aTcpStreamKnowsBothSidesAndWhatWentThrough() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send(new byte[3]);
      pair.there().receive();

      assertHasExactly(
          pair.here(),
          SocketAttribute.LOCAL_PORT,
          SocketAttribute.REMOTE_ADDRESS,
          SocketAttribute.REMOTE_PORT,
          SocketAttribute.BYTES_RECEIVED,
          SocketAttribute.BYTES_SENT);
      assertEquals(3L, pair.here().attribute(SocketAttribute.BYTES_SENT));
      assertEquals(3L, pair.there().attribute(SocketAttribute.BYTES_RECEIVED));
      assertTrue(pair.here().attribute(SocketAttribute.RAW_SOCKET) instanceof SocketChannel);
    }
  }

  @Test
  void theSidesOfAConnectionSeeTheSameAddresses() throws IOException {
    try (var pair = TcpPair.open()) {
      SocketAddress here = pair.here().attribute(SocketAttribute.LOCAL_ADDRESS);
      ProtocolFamily family = pair.here().attribute(SocketAttribute.FAMILY);

      assertEquals(here, pair.there().attribute(SocketAttribute.REMOTE_ADDRESS));
      assertEquals(
          ((InetSocketAddress) here).getPort(),
          pair.there().attribute(SocketAttribute.REMOTE_PORT));
      assertEquals(StandardProtocolFamily.INET, family);
    }
  }

  @Test
  void aListenerHasNoOtherSide() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      Net.connectTcp("127.0.0.1", listener.port()).close();
      listener.accept().close();

      assertHasExactly(
          listener,
          SocketAttribute.LOCAL_PORT,
          SocketAttribute.CONNECTIONS_ACCEPTED,
          SocketAttribute.CONNECTIONS_ACTIVE);
      assertEquals(listener.port(), listener.attribute(SocketAttribute.LOCAL_PORT));
      assertEquals(1L, listener.attribute(SocketAttribute.CONNECTIONS_ACCEPTED));
      assertTrue(listener.attribute(SocketAttribute.RAW_SOCKET) instanceof ServerSocketChannel);
      assertThrows(
          AttributeNotFoundException.class,
          () -> listener.attribute(SocketAttribute.REMOTE_ADDRESS));
    }
  }

  @Test
  void datagramSocketsCountDatagramsAndOnlyConnectedOnesHaveAPeer() throws IOException {
    try (var open = Net.createUdpSocket(o -> o.withLocalHost("::1"));
        var connected = Net.createConnectedUdpSocket("::1", open.port())) {
      connected.send(new byte[5]);
      open.receive();

      assertFalse(open.findAttribute(SocketAttribute.REMOTE_PORT).isPresent());
      assertHasExactly(
          connected,
          SocketAttribute.LOCAL_PORT,
          SocketAttribute.REMOTE_ADDRESS,
          SocketAttribute.REMOTE_PORT,
          SocketAttribute.BYTES_RECEIVED,
          SocketAttribute.BYTES_SENT,
          SocketAttribute.DATAGRAMS_RECEIVED,
          SocketAttribute.DATAGRAMS_SENT);
      assertEquals(StandardProtocolFamily.INET6, open.attribute(SocketAttribute.FAMILY));
      assertEquals(open.port(), connected.attribute(SocketAttribute.REMOTE_PORT));
      assertEquals(1L, open.attribute(SocketAttribute.DATAGRAMS_RECEIVED));
      assertEquals(5L, connected.attribute(SocketAttribute.BYTES_SENT));
      assertTrue(open.attribute(SocketAttribute.RAW_SOCKET) instanceof DatagramChannel);
    }
  }

  @Test
  void unixSocketsHaveAddressesAndNoPorts(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("s");
    try (var listener = Net.createUnixListener(path);
        var client = Net.connectUnix(path);
        var server = listener.accept()) {
      assertHasExactly(
          client,
          SocketAttribute.REMOTE_ADDRESS,
          SocketAttribute.BYTES_RECEIVED,
          SocketAttribute.BYTES_SENT);
      assertHasExactly(
          listener, SocketAttribute.CONNECTIONS_ACCEPTED, SocketAttribute.CONNECTIONS_ACTIVE);
      assertEquals(StandardProtocolFamily.UNIX, server.attribute(SocketAttribute.FAMILY));
      assertEquals(UnixAddress.of(path), client.attribute(SocketAttribute.REMOTE_ADDRESS));
    }
  }
}
