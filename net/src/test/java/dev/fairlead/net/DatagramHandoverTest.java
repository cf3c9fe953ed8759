package dev.fairlead.net;

import static dev.fairlead.net.DescriptorPair.passed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets for datagrams that are open here, handed to somebody who goes on with them. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class DatagramHandoverTest {

  @TempDir Path directory;

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
}
