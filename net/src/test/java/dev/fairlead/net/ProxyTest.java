package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Connectable;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Base64;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Connections through proxies whose part is written down byte by byte. */
@ForEveryBackend
class ProxyTest {

  private static final ProxyCredentials MIA = new ProxyCredentials("mia", "secret");

  /** Connects through the proxy and has a word echoed. */
  private static void connects(
      ScriptedProxy proxy, Function<Connectable<SocketStream>, Connectable<SocketStream>> through)
      throws IOException {
    with(
        proxy,
        place -> {
          try (var stream = through.apply(place).connect()) {
            stream.send("hello".getBytes(UTF_8));
            assertEquals("hello", new String(Streams.exactly(stream, 5), UTF_8));
          }
        });
    assertEquals(proxy.expected(), proxy.seen());
  }

  private static String refused(
      ScriptedProxy proxy, Function<Connectable<SocketStream>, Connectable<SocketStream>> through)
      throws IOException {
    var message = new StringBuilder();
    with(
        proxy,
        place -> {
          var error =
              assertThrows(
                  ConnectionFailedException.class, () -> through.apply(place).connect().close());
          message.append(error.getMessage().replace(place.toString(), "PROXY"));
        });
    return message.toString();
  }

  @FunctionalInterface
  private interface Use {
    void of(Connectable<SocketStream> proxy) throws IOException;
  }

  private static void with(ScriptedProxy proxy, Use use) throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          try (var stream = listener.accept()) {
            proxy.serve(stream);
          } catch (EOFException | dev.fairlead.BrokenResourceException e) {
            // The client has gone away in the middle, as it should when it was refused.
          }
        });
        use.of(Net.asConnectable("127.0.0.1", listener.port()));
      });
    }
  }

  // ---- SOCKS

  private static Function<Connectable<SocketStream>, Connectable<SocketStream>> socks(String host) {
    return proxy -> new Socks5Connectable<>(proxy, host, 258);
  }

  private static Connectable<SocketStream> socksAsMia(Connectable<SocketStream> proxy) {
    return new Socks5Connectable<SocketStream>(proxy, "h", 258).withCredentials(MIA);
  }

  @Test
  void aSocksProxyIsGivenTheName() throws IOException {
    connects(
        new ScriptedProxy()
            .binary("05 01 00", "05 00")
            .binary("05 01 00 03 06 68 2e 74 65 73 74 01 02", "05 00 00 01 7f 00 00 01 00 50"),
        socks("h.test"));
  }

  @Test
  void aSocksProxyIsGivenAddressesAsTheyAre() throws IOException {
    connects(
        new ScriptedProxy()
            .binary("05 01 00", "05 00")
            .binary("05 01 00 01 c0 00 02 01 01 02", "05 00 00 03 01 78 00 50"),
        socks("192.0.2.1"));
    connects(
        new ScriptedProxy()
            .binary("05 01 00", "05 00")
            .binary(
                "05 01 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 01 02",
                "05 00 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 50"),
        socks("[2001:db8::1]"));
  }

  @Test
  void aSocksProxyGetsThePasswordIfItWantsOne() throws IOException {
    connects(
        new ScriptedProxy()
            .binary("05 02 00 02", "05 02")
            .binary("01 03 6d 69 61 06 73 65 63 72 65 74", "01 00")
            .binary("05 01 00 03 01 68 01 02", "05 00 00 01 00 00 00 00 00 00"),
        ProxyTest::socksAsMia);
    connects(
        new ScriptedProxy()
            .binary("05 02 00 02", "05 00")
            .binary("05 01 00 03 01 68 01 02", "05 00 00 01 00 00 00 00 00 00"),
        ProxyTest::socksAsMia);
  }

  @Test
  void whatASocksProxyRefusesIsSaid() throws IOException {
    assertEquals(
        "cannot connect to h:258 through the proxy PROXY: the connection was refused",
        refused(
            new ScriptedProxy()
                .binary("05 01 00", "05 00")
                .binary("05 01 00 03 01 68 01 02", "05 05 00 01 00 00 00 00 00 00"),
            socks("h")));
    assertTrue(
        refused(new ScriptedProxy().binary("05 01 00", "05 ff"), socks("h"))
            .endsWith(": it wants credentials, and there are none; see withCredentials()"));
    assertTrue(
        refused(
                new ScriptedProxy()
                    .binary("05 02 00 02", "05 02")
                    .binary("01 03 6d 69 61 06 73 65 63 72 65 74", "01 01"),
                ProxyTest::socksAsMia)
            .endsWith(": it does not accept the user mia"));
    assertTrue(
        refused(new ScriptedProxy().text("\5\1\0", "HTTP/1.1 400 Bad Request"), socks("h"))
            .endsWith(": it does not speak SOCKS 5: its answer starts with 72"));
  }

  // ---- HTTP

  private static Function<Connectable<SocketStream>, Connectable<SocketStream>> http(String host) {
    return proxy -> new HttpTunnelConnectable<>(proxy, host, 443);
  }

  @Test
  void anHttpProxyIsAskedForATunnel() throws IOException {
    connects(
        new ScriptedProxy()
            .text(
                "CONNECT h.test:443 HTTP/1.1\r\nHost: h.test:443\r\n\r\n",
                "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"),
        http("h.test"));
    connects(
        new ScriptedProxy()
            .text(
                "CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.0 200\r\n\r\n"),
        http("2001:db8::1"));
  }

  @Test
  void namesBeyondAsciiAreWrittenInAscii() throws IOException {
    connects(
        new ScriptedProxy()
            .text(
                "CONNECT xn--strae-oqa.test:443 HTTP/1.1\r\nHost: xn--strae-oqa.test:443\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"),
        http("straße.test"));
  }

  @Test
  void anHttpProxyGetsTheCredentials() throws IOException {
    String basic = Base64.getEncoder().encodeToString("mia:secret".getBytes(ISO_8859_1));
    connects(
        new ScriptedProxy()
            .text(
                "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\nProxy-Authorization: Basic "
                    + basic
                    + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"),
        proxy -> new HttpTunnelConnectable<>(proxy, "h", 443).withCredentials(MIA));
  }

  @Test
  void whatTheTargetSaysFirstIsNotLost() throws IOException {
    with(
        new ScriptedProxy()
            .text(
                "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n220 mail.test"),
        proxy -> {
          try (var stream = http("h").apply(proxy).connect()) {
            assertEquals("220 mail.test", new String(Streams.exactly(stream, 13), UTF_8));
          }
        });
  }

  @Test
  void whatAnHttpProxyRefusesIsSaid() throws IOException {
    String request = "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n";
    assertEquals(
        "cannot connect to h:443 through the proxy PROXY: it answers HTTP/1.1 403 Forbidden",
        refused(new ScriptedProxy().text(request, "HTTP/1.1 403 Forbidden\r\n\r\n"), http("h")));
    assertTrue(
        refused(new ScriptedProxy().text(request, "HTTP/1.1 407 Who\r\n\r\n"), http("h"))
            .endsWith(": it wants credentials, and there are none; see withCredentials()"));
    assertTrue(
        refused(new ScriptedProxy().text(request, "SSH-2.0-x\r\n\r\n"), http("h"))
            .endsWith(": it does not speak HTTP: its answer starts with SSH-2.0-x"));
    assertTrue(
        refused(new ScriptedProxy().text(request, "x".repeat(70_000)), http("h"))
            .endsWith(": the head of its answer has no end"));
    String stirring = "HTTP/1.1 500 \u001b[2J" + "x".repeat(1_000) + "\r\n\r\n";
    assertTrue(
        refused(new ScriptedProxy().text(request, stirring), http("h"))
            .matches(".*: it answers HTTP/1.1 500 \\?\\[2Jx{1,110}\\.\\.\\."));
  }

  // ---- both

  @Test
  void proxiesBehindProxiesWork() throws IOException {
    connects(
        new ScriptedProxy()
            .binary("05 01 00", "05 00")
            .binary("05 01 00 03 01 70 01 02", "05 00 00 01 00 00 00 00 00 00")
            .text("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
        proxy -> http("h").apply(socks("p").apply(proxy)));
  }

  @Test
  void aProxyThatHangsUpIsAFailure() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      var proxy = Net.asConnectable("127.0.0.1", listener.port());
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          try (var stream = listener.accept()) {
            Streams.exactly(stream, 3);
          }
        });
        var error =
            assertThrows(
                ConnectionFailedException.class,
                () -> new Socks5Connectable<>(proxy, "h", 1).connect());
        assertEquals(
            "cannot connect to h:1 through the proxy "
                + proxy
                + ": it ended the connection before it had answered",
            error.getMessage());
      });
    }
  }

  @Test
  void aProxyThatIsNotThereIsAFailureWithBothPlaces() throws IOException {
    int port;
    try (var gone = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      port = gone.port();
    }
    var error =
        assertThrows(
            ConnectionFailedException.class,
            () -> http("h").apply(Net.asConnectable("127.0.0.1", port)).connect());
    assertTrue(error.getMessage().startsWith("cannot connect to h:443 through the proxy TCP 127."));
    assertTrue(error.getCause() instanceof ConnectionFailedException);
  }

  @Test
  void whenItIsCancelledTheConnectionToTheProxyIsClosed() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      var proxy = Net.asConnectable("127.0.0.1", listener.port());
      var scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(
            () -> scope.run(() -> new Socks5Connectable<>(proxy, "h", 1).connect().close()));
        try (var stream = listener.accept()) {
          Streams.exactly(stream, 3);
          Fairlead.awaitAllTasksBlocked();
          scope.cancel();
          assertEquals(0, Streams.all(stream).length);
        }
      });
      assertTrue(scope.cancelledCaught());
    }
  }

  @Test
  void whatNoProxyUnderstandsIsRefusedAtOnce() {
    Connectable<SocketStream> proxy = Net.asConnectable("p", 1);
    assertThrows(IllegalArgumentException.class, () -> new Socks5Connectable<>(proxy, "h", 0));
    assertThrows(
        IllegalArgumentException.class, () -> new Socks5Connectable<>(proxy, "h".repeat(256), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HttpTunnelConnectable<>(proxy, "h\r\nEvil: yes", 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HttpTunnelConnectable<>(proxy, "h", 1)
                .withCredentials(new ProxyCredentials("a:b", "c")));
    assertFalse(MIA.toString().contains("secret"));
  }

  @Test
  void theReasonIsKeptAsTheCause() throws IOException {
    with(
        new ScriptedProxy().binary("05 01 00", "04 00"),
        proxy -> {
          var error =
              assertThrows(
                  ConnectionFailedException.class, () -> socks("h").apply(proxy).connect());
          assertTrue(error.getCause() instanceof ProtocolException);
        });
  }
}
