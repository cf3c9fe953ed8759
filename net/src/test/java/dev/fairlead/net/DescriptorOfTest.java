package dev.fairlead.net;

import static dev.fairlead.net.Streams.assertConnected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What has a descriptor, and what becomes of it. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class DescriptorOfTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path directory;

  @Test
  void aFileIsNoSocketAndStaysOpen() throws IOException {
    Path path = Files.writeString(directory.resolve("file"), "content");
    try (var file = new FileInputStream(path.toFile());
        var descriptor = Descriptor.of(file.getFD())) {
      assertThrows(IllegalArgumentException.class, descriptor::toStream);
      assertThrows(IllegalArgumentException.class, descriptor::toListener);

      assertEquals(7, descriptor.toFileChannel().size());
    }
  }

  @Test
  void aDescriptorOfAnotherKindStaysOpen() throws IOException {
    try (var udp = Net.createUdpSocket();
        var descriptor = Descriptor.of(udp)) {
      assertThrows(IllegalArgumentException.class, descriptor::toUnixDatagramSocket);
      assertThrows(IllegalArgumentException.class, descriptor::toConnectedUdpSocket);

      descriptor.toUdpSocket().close();
    }
  }

  @Test
  void channelsOfTheJdkHaveDescriptors() throws IOException {
    try (var server = ServerSocketChannel.open().bind(ANY_PORT);
        var client = SocketChannel.open(server.getLocalAddress());
        var accepted = server.accept();
        var loose = DatagramChannel.open().bind(ANY_PORT);
        var tied = DatagramChannel.open().connect(loose.getLocalAddress())) {
      try (var one = Descriptor.of(client).toStream();
          var other = Descriptor.of(accepted).toStream()) {
        assertConnected(one, other);
      }
      try (var again = Descriptor.of(server).toListener()) {
        assertEquals(server.getLocalAddress(), again.localAddress());
      }
      assertSocket(Descriptor.of(loose));
      assertSocket(Descriptor.of(tied));
    }
  }

  @Test
  void socketsOfTheJdkHaveDescriptors() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort());
        var accepted = server.accept();
        var datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      try (var one = Descriptor.of(client).toStream();
          var other = Descriptor.of(accepted).toStream()) {
        assertConnected(one, other);
      }
      assertSocket(Descriptor.of(server));
      assertSocket(Descriptor.of(datagrams));
    }
  }

  private static void assertSocket(Descriptor descriptor) throws IOException {
    try (descriptor) {
      Path link = Path.of("/proc/self/fd", Integer.toString(descriptor.number()));
      assertTrue(Files.readSymbolicLink(link).toString().startsWith("socket:"));
    }
  }

  @Test
  void aUnixConnectionIsFoundUnlessAnotherLooksTheSame() throws IOException {
    Path path = directory.resolve("plain");
    try (var listener = Net.createUnixListener(path);
        var client = Net.connectUnix(path);
        var server = listener.accept()) {
      try (var copy = Descriptor.of(client).toStream()) {
        assertConnected(copy, server);
      }
      try (var another = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        var error = assertThrows(UnsupportedOperationException.class, () -> Descriptor.of(another));

        assertTrue(error.getMessage().contains("withDescriptors()"), error::getMessage);
        listener.accept().close();
      }
    }
  }

  @Test
  void whatIsNotOpenHasNone() throws IOException {
    var closed = SocketChannel.open();
    closed.close();
    assertThrows(ClosedResourceException.class, () -> Descriptor.of(closed));
    try (var unbound = ServerSocketChannel.open()) {
      assertThrows(IllegalArgumentException.class, () -> Descriptor.of(unbound));
    }
  }

  @Test
  void aListenerOnSeveralAddressesHasSeveral() throws IOException {
    try (var listener =
        Net.createTcpListener(
            0,
            o ->
                o.withLocalAddresses(
                    InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")))) {
      assertThrows(IllegalArgumentException.class, () -> Descriptor.of(listener));

      List<Descriptor> all = Descriptor.allOf(listener);

      assertEquals(2, all.size());
      all.forEach(Descriptor::close);
    }
  }
}
