package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TlsConnectTest {

  private static final TlsServerContext SERVER = Peers.server(UnaryOperator.identity());
  private static final TlsClientContext CLIENT = Peers.client(UnaryOperator.identity());

  // ---- over TCP

  @Test
  void connectsOverTcpAndFillsTheHostIn() throws IOException {
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(stream -> stream.send("hi".getBytes(UTF_8))));
        int port = listener.port();
        try (var stream =
            Tls.connect("localhost", port, o -> o.withTrust(Peers.TRUST).withAlpn("x"))) {
          assertEquals("hi", new String(stream.receive(), UTF_8));
          assertEquals("localhost", stream.attribute(TlsAttributes.SERVER_NAME));
          assertEquals(port, stream.attribute(SocketAttribute.REMOTE_PORT));
        }
        group.cancel();
      });
    }
  }

  @Test
  void aHostThatTheCertificateIsNotForIsRefused() throws IOException {
    var others = Peers.identity(Peers.AUTHORITY.issue("other.example"));
    var context = TlsServerContext.create(o -> o.withIdentity(others));
    try (var listener =
        new TlsTcpListener(
            Net.createTcpListener(0), context, o -> o.withFailureHook(failed -> {}))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(stream -> {}));
        int port = listener.port();

        var error =
            assertThrows(TlsHandshakeException.class, () -> Tls.connect("localhost", port, CLIENT));
        assertEquals(Reason.WRONG_HOST, error.reason());
        assertTrue(error.getMessage().contains("localhost"), error.getMessage());
        group.cancel();
      });
    }
  }

  @Test
  void optionsOfTcpCanBeGivenToo() throws IOException {
    try (var listener = Tls.createListener(0, SERVER, o -> o.withLocalHost("127.0.0.1"))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(stream -> stream.receive(ByteBuffer.allocate(1))));
        int port = listener.port();
        try (var stream =
            Tls.connect("127.0.0.1", port, CLIENT, o -> o.withLocalHost("127.0.0.1"))) {
          assertFalse(stream.attribute(TlsAttributes.SERVER_SIDE));
        }
        group.cancel();
      });
    }
  }

  @Test
  void anEmptyHostIsRefusedBeforeAnythingIsOpened() {
    assertThrows(IllegalArgumentException.class, () -> Tls.connect("", 1));
    assertThrows(IllegalArgumentException.class, () -> Tls.connect("  ", 1, CLIENT));
  }

  @Test
  void aCancelledConnectLeavesNothingOpen() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> Tls.connect("127.0.0.1", listener.port(), CLIENT)));
        try (var accepted = listener.accept()) {
          accepted.receive();
          scope.cancel();

          assertThrows(EndOfStreamException.class, () -> receiveRest(accepted));
        }
      });
      assertTrue(scope.cancelledCaught());
    }
  }

  private static void receiveRest(ByteStream stream) throws IOException {
    while (true) {
      stream.receive();
    }
  }

  // ---- connectables

  @Test
  void aConnectableConnectsOverWhateverItIsGiven() throws IOException {
    var pair = MemoryByteStreams.pair(0);
    TaskGroup.run(group -> {
      var accepted = group.startSoon(() -> TlsStream.wrapServer(pair.second(), SERVER));
      TlsStream client = new TlsConnectable(pair::first, "localhost", CLIENT).connect();

      assertFalse(client.attribute(TlsAttributes.SERVER_SIDE));
      assertTrue(accepted.await().attribute(TlsAttributes.SERVER_SIDE));
      client.closeForcefully();
    });
  }

  @Test
  void aConnectableNeedsAHostAndIsNeverAServer() {
    var pair = MemoryByteStreams.pair(0);

    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new TlsConnectable(pair::first, "", CLIENT));
    assertTrue(error.getMessage().contains("host"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new TlsConnectable(pair::first, " "));
  }

  @Test
  void aConnectableClosesTheConnectionIfTheHandshakeFails() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    pair.second().send("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));

    var error =
        assertThrows(
            TlsHandshakeException.class,
            () -> new TlsConnectable(pair::first, "localhost", CLIENT).connect());

    assertEquals(Reason.NOT_TLS, error.reason());
    assertThrows(ClosedResourceException.class, () -> pair.first().receive());
  }

  @Test
  void aCancelledConnectableClosesTheConnection() throws IOException {
    var pair = MemoryByteStreams.pair(0);
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(
          () -> scope.run(() -> new TlsConnectable(pair::first, "localhost", CLIENT).connect()));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel();
    });

    assertThrows(ClosedResourceException.class, () -> pair.first().receive());
  }

  // ---- in the middle of a conversation

  @Test
  void aConversationGoesOnByTls() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        var plain = new BufferedByteStream(pair.second());
        assertEquals("STARTTLS", plain.receiveLine(100));
        plain.send("220 go ahead\r\n".getBytes(UTF_8));
        try (TlsStream tls = Tls.upgradeServer(plain, SERVER)) {
          tls.send("secret".getBytes(UTF_8));
        }
      });
      var plain = new BufferedByteStream(pair.first());
      plain.send("STARTTLS\r\n".getBytes(UTF_8));
      assertEquals("220 go ahead", plain.receiveLine(100));
      try (TlsStream tls = Tls.upgradeClient(plain, "localhost", CLIENT)) {
        assertEquals("secret", new String(tls.receive(), UTF_8));
        assertThrows(ClosedResourceException.class, () -> plain.send(new byte[1]));
      }
    });
  }

  @Test
  void plainBytesBehindTheCommandAreNeverTakenForEncryptedOnes() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    pair.first().send("STARTTLS\r\nRCPT TO: <mallory>\r\n".getBytes(UTF_8));
    var plain = new BufferedByteStream(pair.second());
    assertEquals("STARTTLS", plain.receiveLine(100));

    var error = assertThrows(TlsHandshakeException.class, () -> Tls.upgradeServer(plain, SERVER));

    assertEquals(Reason.NOT_TLS, error.reason());
    assertTrue(error.getMessage().contains("20 bytes"), error.getMessage());
    assertThrows(ClosedResourceException.class, () -> pair.second().receive());
  }

  @Test
  void plainBytesBehindTheAnswerAreNeverTakenForEncryptedOnes() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    pair.first().send("220 go ahead\r\n250 injected\r\n".getBytes(UTF_8));
    var plain = new BufferedByteStream(pair.second());
    plain.receiveLine(100);

    assertThrows(TlsHandshakeException.class, () -> Tls.upgradeClient(plain, "localhost", CLIENT));
  }

  @Test
  void aFailedUpgradeClosesTheConnection() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    var plain = new BufferedByteStream(pair.second());
    pair.first().close();

    assertThrows(TlsHandshakeException.class, () -> Tls.upgradeServer(plain, SERVER));
    assertThrows(ClosedResourceException.class, () -> pair.second().receive());
  }
}
