package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.HttpTunnelConnectable;
import dev.fairlead.net.Net;
import dev.fairlead.net.ProxyCredentials;
import dev.fairlead.net.ProxyHeader;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.Socks5Connectable;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.BufferedByteStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProxySnippets {

  /** A proxy that takes the part of everybody behind it too. */
  private static void answer(SocketStream client) throws IOException {
    byte[] first = client.receive();
    if (first[0] == 5) {
      client.send(new byte[] {5, 0});
      client.receive();
      client.send(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
    } else if (new String(first, US_ASCII)
        .contains("Proxy-Authorization: Basic bWlhOnNlY3JldA==")) {
      client.send("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
    } else {
      client.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".getBytes(US_ASCII));
    }
    for (byte[] chunk : client) {
      client.send(chunk);
    }
  }

  @FunctionalInterface
  private interface Use {
    void of(int port) throws Exception;
  }

  private static void withProxy(Use use) throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0, o -> o.withLocalHost("localhost"));
          group.startSoon(() -> listener.serve(ProxySnippets::answer));
          use.of(listener.port());
          listener.drain(Duration.ofSeconds(5));
        }));
  }

  @Test
  void socks() throws IOException {
    withProxy(port -> {
      var answer = new StringBuilder();
      // @start region="socks"
      var proxy = Net.asConnectable("localhost", port);
      try (var stream = new Socks5Connectable<>(proxy, "example.org", 80).connect()) {
        stream.send("hello".getBytes(UTF_8));
        answer.append(new String(stream.receive(), UTF_8));
      }
      // @end
      assertEquals("hello", answer.toString());
    });
  }

  @Test
  void http() throws IOException {
    withProxy(port -> {
      var told = new StringBuilder();
      // @start region="http"
      var proxy = Net.asConnectable("localhost", port);
      try (var stream = new HttpTunnelConnectable<>(proxy, "example.org", 443).connect()) {
        stream.send("hello".getBytes(UTF_8));
      } catch (ConnectionFailedException e) {
        told.append(e.getMessage()); // with both places and what the proxy said
      }
      // @end
      assertTrue(told.toString().contains("it wants credentials"), told::toString);
    });
  }

  @Test
  void credentials() throws IOException {
    withProxy(port -> {
      var answer = new StringBuilder();
      // @start region="credentials"
      var proxy = Net.asConnectable("localhost", port);
      var place =
          new HttpTunnelConnectable<>(proxy, "example.org", 443)
              .withCredentials(new ProxyCredentials("mia", "secret"));
      try (var stream = place.connect()) {
        stream.send("hello".getBytes(UTF_8));
        answer.append(new String(stream.receive(), UTF_8));
      }
      // @end
      assertEquals("hello", answer.toString());
    });
  }

  @Test
  void header() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0, o -> o.withLocalHost("localhost"));
          group.startSoon(() -> {
            // @start region="header"
            listener.serve(stream -> {
              ProxyHeader header = ProxyHeader.receive(stream);
              String who = header.source().map(InetSocketAddress::toString).orElse("nobody");
              stream.send(("hello " + who).getBytes(UTF_8));
            });
            // @end
          });
          try (var stream = new BufferedByteStream(Net.connectTcp("localhost", listener.port()))) {
            var source = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 4711);
            ProxyHeader.of(source, source).send(stream);
            var answer = ByteBuffer.wrap(stream.receiveExactly(21));
            assertEquals("hello /192.0.2.7:4711", UTF_8.decode(answer).toString());
          }
          listener.drain(Duration.ofSeconds(5));
        }));
  }
}
