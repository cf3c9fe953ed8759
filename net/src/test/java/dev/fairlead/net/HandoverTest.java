package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that are open here, handed to somebody who goes on with them. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class HandoverTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path directory;

  /** Sends a descriptor through a pair of sockets; what comes out is another one. */
  private static Descriptor passed(Descriptor descriptor) throws IOException {
    try (descriptor;
        var pair = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      pair.first().sendFds(new byte[1], List.of(descriptor));
      return pair.second().receiveFds(1, 1).descriptors().getFirst();
    }
  }

  private static String receive(SocketStream stream) throws IOException {
    return new String(stream.receive(), UTF_8);
  }

  private static void assertConnected(SocketStream one, SocketStream other) throws IOException {
    one.send("ping".getBytes(UTF_8));
    assertEquals("ping", receive(other));
    other.send("pong".getBytes(UTF_8));
    assertEquals("pong", receive(one));
  }

  @Test
  void aLiveTcpConnectionGoesOnWhereItWasSent() throws IOException {
    try (var pair = TcpPair.open()) {
      assertConnected(pair.here(), pair.there());
      Descriptor passed = passed(Descriptor.of(pair.here()));
      pair.here().close();

      try (var moved = passed.toStream()) {
        assertConnected(moved, pair.there());
        assertEquals(pair.there().localAddress(), moved.remoteAddress());
      }
      assertThrows(EndOfStreamException.class, () -> pair.there().receive());
    }
  }

  @Test
  void aTcpConnectionThatWasTakenOverIsResetByAborting() throws IOException {
    try (var pair = TcpPair.open()) {
      SocketStream moved = passed(Descriptor.of(pair.here())).toStream();
      pair.here().close();

      moved.abort();

      assertThrows(BrokenResourceException.class, () -> pair.there().receive());
      assertThrows(ClosedResourceException.class, () -> moved.receive());
    }
  }

  @Test
  void aLiveTcpListenerGoesOnWhereItWasSent() throws IOException {
    for (String host : List.of("127.0.0.1", "::1", "::")) {
      var listener = Net.createTcpListener(0, o -> o.withLocalHost(host));
      Descriptor passed = passed(Descriptor.of(listener));
      listener.close();

      try (var moved = passed.toListener();
          var client = Net.connectTcp(host, listener.port());
          var server = moved.accept()) {
        assertConnected(client, server);
      }
    }
  }

  /** Accepts on a listener it is sent, answers, and sends the connection back. */
  private static final String WORKER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
      message, fds, flags, address = socket.recv_fds(s, 100, 3)
      listener = socket.socket(fileno=fds[0]); listener.setblocking(True)
      connection, address = listener.accept()
      connection.sendall(b'served by python, ')
      udp = socket.socket(fileno=fds[1]); udp.setblocking(True)
      data, address = udp.recvfrom(100)
      udp.sendto(data.upper(), address)
      socket.send_fds(s, [b'done'], [connection.fileno()])
      """;

  @Test
  void aListenerADatagramSocketAndAConnectionGoThroughAnotherProcess() throws Exception {
    Path path = directory.resolve("worker");
    try (var worker = Net.createUnixListener(UnixAddress.of(path), o -> o.withDescriptors())) {
      TaskGroup.run(group -> {
        var output = group.startSoon(() -> Programs.run("", "python3", "-c", WORKER, path + ""));
        var listener = Net.createTcpListener(0);
        var udp = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
        try (var python = worker.accept()) {
          try (var first = Descriptor.of(listener);
              var second = Descriptor.of(udp)) {
            python.sendFds(new byte[1], List.of(first, second));
          }
          listener.close();
          udp.close();
          try (var client = Net.connectTcp("127.0.0.1", listener.port());
              var sender = Net.createConnectedUdpSocket("127.0.0.1", udp.port())) {
            assertEquals("served by python, ", receive(client));
            sender.send("datagram".getBytes(UTF_8));
            assertEquals("DATAGRAM", new String(sender.receive(), UTF_8));
            try (var back = python.receiveFds(10, 1).descriptors().getFirst().toStream()) {
              assertConnected(back, client);
            }
          }
        }
        assertEquals("", output.await());
      });
    }
  }

  @Test
  void udpSocketsGoOnWhereTheyWereSent() throws IOException {
    for (String host : List.of("127.0.0.1", "::1")) {
      var server = Net.createUdpSocket(o -> o.withLocalHost(host));
      var client = Net.createConnectedUdpSocket(host, server.port());
      try (var movedServer = passed(Descriptor.of(server)).toUdpSocket();
          var movedClient = passed(Descriptor.of(client)).toConnectedUdpSocket()) {
        server.close();
        client.close();
        movedClient.send("ping".getBytes(UTF_8));
        Datagram ping = movedServer.receive();
        assertEquals("ping", new String(ping.data(), UTF_8));
        assertEquals(client.localAddress(), ping.address());
        movedServer.sendTo("pong".getBytes(UTF_8), ping.address());
        assertEquals("pong", new String(movedClient.receive(), UTF_8));
      }
    }
  }

  @Test
  void aConnectedUdpSocketThatWasRefusedWaitsForWhatComesLater() throws IOException {
    var gone = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
    var client = Net.createConnectedUdpSocket("127.0.0.1", gone.port());
    gone.close();
    try (var moved = passed(Descriptor.of(client)).toConnectedUdpSocket()) {
      client.close();
      TaskGroup.run(group -> {
        var refused = group.startSoon(() -> assertThrows(IOException.class, moved::receive));
        Fairlead.awaitAllTasksBlocked();
        moved.send("nobody hears".getBytes(UTF_8));
        refused.await();

        var answered = group.startSoon(() -> moved.receive());
        Fairlead.awaitAllTasksBlocked(); // And does not look again and again.

        try (var back =
            Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1").withLocalPort(gone.port()))) {
          moved.send("ping".getBytes(UTF_8));
          back.sendTo("pong".getBytes(UTF_8), back.receive().address());
          assertEquals("pong", new String(answered.await(), UTF_8));
        }
      });
    }
  }

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
  void aUdpSocketOfBothFamiliesAnswersBoth() throws IOException {
    var both = Net.createUdpSocket();
    try (var moved = passed(Descriptor.of(both)).toUdpSocket()) {
      both.close();
      for (String host : List.of("127.0.0.1", "::1")) {
        try (var client = Net.createConnectedUdpSocket(host, moved.port())) {
          client.send("ping".getBytes(UTF_8));
          moved.sendTo("pong".getBytes(UTF_8), moved.receive().address());
          assertEquals("pong", new String(client.receive(), UTF_8));
        }
      }
    }
  }

  @Test
  void unixDatagramSocketsGoOnWhereTheyWereSent() throws IOException {
    Path path = directory.resolve("datagrams");
    var server = Net.createUnixDatagramSocket(o -> o.withLocalPath(path));
    var client = Net.createConnectedUnixDatagramSocket(UnixAddress.of(path));
    try (var movedServer = passed(Descriptor.of(server)).toUnixDatagramSocket();
        var movedClient = passed(Descriptor.of(client)).toConnectedUnixDatagramSocket()) {
      client.close();
      movedClient.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(movedServer.receive().data(), UTF_8));
      assertEquals(UnixAddress.of(path), movedClient.remoteAddress());
    } finally {
      server.close();
    }
  }

  @Test
  void eachDatagramGoesToOneOfThoseWhoShareTheSocket() throws IOException {
    Path path = directory.resolve("shared");
    int total = 5_000;
    var received = new ConcurrentHashMap<String, Integer>();
    try (var first = Net.createUnixDatagramSocket(o -> o.withLocalPath(path));
        var second = passed(Descriptor.of(first)).toUnixDatagramSocket();
        var sender = Net.createConnectedUnixDatagramSocket(UnixAddress.of(path))) {
      TaskGroup.run(group -> {
        var left = new AtomicInteger(total);
        for (var socket : List.of(first, second)) {
          group.startSoon(() -> {
            while (left.get() > 0) {
              received.merge(new String(socket.receive().data(), UTF_8), 1, Integer::sum);
              if (left.decrementAndGet() == 0) {
                group.cancel("that was the last");
              }
            }
          });
        }
        for (int i = 0; i < total; i++) {
          sender.send(numbered(i).getBytes(UTF_8));
        }
      });
    }
    for (int i = 0; i < total; i++) {
      assertEquals(1, received.get(numbered(i)), numbered(i));
    }
    assertEquals(total, received.size());
  }

  /** Of different sizes. */
  private static String numbered(int number) {
    return number + "-".repeat(number % 7);
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
