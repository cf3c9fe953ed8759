package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@NeedsRealSystem
class AdoptionTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void aTcpListenerAndItsConnectionsAreTakenOver() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
    SocketChannel client = SocketChannel.open(server.getLocalAddress());

    try (var listener = Net.fromChannel(server);
        var here = Net.fromChannel(client);
        var there = listener.accept()) {
      assertTrue(listener instanceof TcpListener);
      here.send("x".getBytes(UTF_8));
      assertEquals("x", new String(there.receive(), UTF_8));
    }
    assertFalse(server.isOpen() || client.isOpen());
  }

  @Test
  void aUnixListenerAndItsConnectionsAreTakenOver(@TempDir Path directory) throws IOException {
    var address = UnixDomainSocketAddress.of(directory.resolve("s"));
    ServerSocketChannel server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);

    try (var listener = Net.fromChannel(server);
        var here = Net.fromChannel(SocketChannel.open(address));
        var there = listener.accept()) {
      assertTrue(here instanceof UnixSocketStream && there instanceof UnixSocketStream);
      assertEquals(UnixAddress.of(address.getPath()), here.remoteAddress());
      here.send("x".getBytes(UTF_8));
      assertEquals("x", new String(there.receive(), UTF_8));
    }
  }

  @Test
  void datagramChannelsAreTakenOver() throws IOException {
    DatagramChannel open = DatagramChannel.open().bind(ANY_PORT);
    DatagramChannel connected = DatagramChannel.open().connect(open.getLocalAddress());

    try (var here = Net.fromConnectedChannel(connected);
        var there = Net.fromChannel(open)) {
      here.send("x".getBytes(UTF_8));
      assertEquals("x", new String(there.receive().data(), UTF_8));
    }
  }

  @Test
  void aChannelInTheWrongStateIsRefusedAndStaysTheCallers() throws IOException {
    try (SocketChannel fresh = SocketChannel.open();
        ServerSocketChannel unbound = ServerSocketChannel.open();
        DatagramChannel unboundUdp = DatagramChannel.open();
        DatagramChannel noPeer = DatagramChannel.open().bind(ANY_PORT);
        DatagramChannel peer = DatagramChannel.open().connect(noPeer.getLocalAddress())) {
      assertThrows(IllegalArgumentException.class, () -> Net.fromChannel(fresh));
      assertThrows(IllegalArgumentException.class, () -> Net.fromChannel(unbound));
      assertThrows(IllegalArgumentException.class, () -> Net.fromChannel(unboundUdp));
      assertThrows(IllegalArgumentException.class, () -> Net.fromChannel(peer));
      assertThrows(IllegalArgumentException.class, () -> Net.fromConnectedChannel(noPeer));
      assertTrue(fresh.isOpen() && unbound.isOpen() && noPeer.isOpen());
      assertTrue(unboundUdp.isOpen() && peer.isOpen());
    }
  }
}
