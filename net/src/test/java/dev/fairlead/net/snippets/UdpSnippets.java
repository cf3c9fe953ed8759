package dev.fairlead.net.snippets;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.ConnectedUdpSocket;
import dev.fairlead.net.Datagram;
import dev.fairlead.net.DatagramStatistics;
import dev.fairlead.net.DatagramTooLargeException;
import dev.fairlead.net.Membership;
import dev.fairlead.net.Net;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.OverflowPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UdpSnippets {

  @Test
  void aDatagramAndItsAnswer() throws IOException {
    var answer = new StringBuilder();
    Fairlead.run(() -> {
      // @start region="udp"
      try (var server = Net.createUdpSocket(o -> o.withLocalHost("localhost"));
          var client = Net.createConnectedUdpSocket("localhost", server.port())) {
        client.send("ping".getBytes(UTF_8));
        Datagram received = server.receive();
        server.sendTo("pong".getBytes(UTF_8), received.address());
        answer.append(new String(client.receive(), UTF_8));
      }
      // @end
    });
    assertEquals("pong", answer.toString());
  }

  @Test
  void aPeerThatIsGone() throws IOException {
    var told = new StringBuilder();
    Fairlead.run(() -> {
      int port;
      try (var gone = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"))) {
        port = gone.port();
      }
      // @start region="connected"
      try (ConnectedUdpSocket socket = Net.createConnectedUdpSocket("127.0.0.1", port)) {
        socket.send("anybody there?".getBytes(UTF_8));
        socket.receive();
      } catch (BrokenResourceException e) {
        told.append("nobody is there"); // a socket that was kept open could go on
      }
      // @end
    });
    assertEquals("nobody is there", told.toString());
  }

  @Test
  void aDatagramThatIsTooLarge() throws IOException {
    Fairlead.run(() -> {
      try (var socket = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"))) {
        var told = new StringBuilder();
        // @start region="too-large"
        try {
          socket.sendTo(new byte[70_000], "127.0.0.1", 9);
        } catch (DatagramTooLargeException e) {
          told.append(e.size());
        }
        DatagramStatistics statistics = socket.statistics();
        // @end
        assertEquals("70000", told.toString());
        assertEquals(0, statistics.datagramsSent());
      }
    });
  }

  @Test
  void whatCameTogether() throws IOException {
    Fairlead.run(() -> {
      try (var socket = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
          var client = Net.createConnectedUdpSocket("127.0.0.1", socket.port())) {
        client.send("one".getBytes(UTF_8));
        client.send("two".getBytes(UTF_8));
        var batch = new ArrayList<Datagram>();
        // @start region="batch"
        Optional<Datagram> next = Optional.of(socket.receive()); // waits for the first
        while (next.isPresent()) {
          batch.add(next.get());
          next = socket.tryReceive(); // and takes what else is there
        }
        // @end
        assertEquals(2, batch.size());
      }
    });
  }

  @Test
  void aQueueWithAPolicy() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var socket =
              Net.createUdpSocket(
                  o -> o.withLocalHost("127.0.0.1").withOption(SO_RCVBUF, 1_000_000));
          // @start region="queue"
          var queue =
              MemoryObjectStreams.<Datagram>create(
                  3, o -> o.withOverflow(OverflowPolicy.DROP_OLDEST));
          group.startSoon(() -> {
            while (true) {
              queue.send().send(socket.receive());
            }
          });
          // @end
          try (var client = Net.createConnectedUdpSocket("127.0.0.1", socket.port())) {
            for (byte i = 0; i < 10; i++) {
              client.send(new byte[] {i});
            }
          }
          while (queue.receive().statistics().sent() < 10) {
            Fairlead.sleep(Duration.ofMillis(1));
          }
          // @start region="dropped"
          long droppedByTheQueue = queue.receive().statistics().dropped();
          OptionalLong droppedByTheSystem = socket.dropped();
          // @end
          assertEquals(7, droppedByTheQueue);
          assertEquals(0, droppedByTheSystem.orElse(0));
          assertEquals(7, queue.receive().receive().data()[0]);
          group.cancel();
          socket.close();
        }));
  }

  @Test
  void aMulticastGroup() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    Fairlead.run(() -> {
      // @start region="multicast"
      InetAddress group = InetAddress.ofLiteral("239.7.7.7");
      try (var member =
              Net.createUdpSocket(
                  o -> o.withFamily(StandardProtocolFamily.INET).withReuseAddress());
          Membership membership = member.join(group, loopback);
          var sender =
              Net.createUdpSocket(o -> o.withMulticastInterface(loopback).withMulticastTtl(1))) {
        sender.sendTo("to all".getBytes(UTF_8), new InetSocketAddress(group, member.port()));
        Datagram received = member.receive();
        // @end
        assertEquals("to all", new String(received.data(), UTF_8));
        assertEquals(group, membership.group());
      }
    });
  }
}
