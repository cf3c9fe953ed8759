package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receiveText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code openssl s_client} is the client, we are the server. */
@NeedsRealThreads
@ForEveryBackend(except = {"carrier", "simulated"})
class OpenSslClientTest {

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("openssl");
    PeerFiles.writeTo(directory);
  }

  /** What the server does with the only connection. */
  private interface Steps {
    void run(Program client, TlsStream server) throws Exception;
  }

  private static void connected(
      UnaryOperator<TlsServerOptions> options, Steps test, String... arguments) throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, arguments)) {
      try (TlsStream server = TlsStream.wrapServer(listener.accept(), Peers.server(options))) {
        test.run(client, server);
      }
    }
  }

  private static Program startClient(TcpListener listener, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + listener.port(),
                "-servername",
                "localhost",
                "-CAfile",
                "ca.crt",
                "-verify_return_error"));
    command.addAll(Arrays.asList(arguments));
    return Program.start(directory, command.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
  void bytesGoBothWaysAndTheEndIsClean(String flag, String version) throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          assertEquals(version, server.attribute(TlsAttributes.VERSION));
          client.type("hello\n");
          assertEquals("hello\n", receiveText(server, 6));
          server.send("the answer\n".getBytes(UTF_8));
          client.await("the answer");

          client.endInput();

          assertThrows(EndOfStreamException.class, server::receive);
          assertEquals(TlsEnd.CLEAN, server.end());
          assertEquals(0, client.awaitEnd());
          assertTrue(client.output().contains("Verification: OK"), client.output());
        },
        flag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void ourGoodbyeEndsTheClient(String flag) throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          server.send("bye\n".getBytes(UTF_8));
          server.close();

          assertEquals(0, client.awaitEnd());
          assertEquals(TlsEnd.CLEAN, server.end());
          assertTrue(client.output().contains("bye"), client.output());
        },
        flag);
  }

  @Test
  void aClientThatIsKilledIsNotTakenForOneThatIsDone() throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          client.type("half of i\n");
          receiveText(server, 10);
          client.kill();

          assertThrows(BrokenResourceException.class, server::receive);
          assertEquals(TlsEnd.TRUNCATED, server.end());
        },
        "-tls1_3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theClientsCertificateIsKnown(String flag) throws Exception {
    connected(
        o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST),
        (client, server) ->
            assertEquals("CN=client.example", server.attribute(TlsAttributes.PEER).subject()),
        flag,
        "-cert",
        "client.crt",
        "-key",
        "client.key");
  }

  @Test
  void theClientHearsThatItsCertificateIsMissing() throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, "-tls1_3", "-quiet");
        var transport = listener.accept()) {
      var context =
          Peers.server(
              o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST));

      var error =
          assertThrows(TlsHandshakeException.class, () -> TlsStream.wrapServer(transport, context));

      assertEquals(Reason.NO_CERTIFICATE, error.reason());
      client.await("alert certificate required|alert bad certificate|alert handshake failure");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theApplicationProtocolIsAgreedOn(String flag) throws Exception {
    connected(
        o -> o.withAlpn("h2", "http/1.1"),
        (client, server) -> {
          assertEquals("http/1.1", server.attribute(TlsAttributes.ALPN_PROTOCOL));
          client.await("ALPN protocol: http/1.1");
        },
        flag,
        "-alpn",
        "spdy/1,http/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theClientGetsTheCertificateForTheNameItAsksFor(String flag) throws Exception {
    var other = Peers.identity(Peers.AUTHORITY.issue("other.example"));
    connected(
        o -> o.withIdentity(other, Peers.identity(Peers.CERTIFICATE)),
        (client, server) -> {
          assertEquals("localhost", server.attribute(TlsAttributes.SERVER_NAME));
          server.send("certainly\n".getBytes(UTF_8));
          client.await("certainly");
          assertTrue(client.output().contains("Verification: OK"), client.output());
        },
        flag,
        "-verify_hostname",
        "localhost");
  }

  @Test
  void theClientsCiphersAreKnown() throws Exception {
    connected(
        o -> o,
        (client, server) ->
            assertEquals(
                List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"),
                server.attribute(TlsAttributes.SHARED_CIPHERS).names()),
        "-tls1_3",
        "-ciphersuites",
        "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aSessionIsResumed(String flag) throws Exception {
    TlsServerContext context = Peers.server(o -> o);
    String session = "session" + flag;
    assertFalse(resumed(context, flag, "-sess_out", session));
    assertTrue(resumed(context, flag, "-sess_in", session));
  }

  private static boolean resumed(TlsServerContext context, String... arguments) throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, arguments)) {
      boolean resumed = serveOnce(listener, client, context);
      client.awaitEnd();
      return resumed;
    }
  }

  private static boolean serveOnce(TcpListener listener, Program client, TlsServerContext context)
      throws Exception {
    try (TlsStream server = TlsStream.wrapServer(listener.accept(), context)) {
      server.send("with a ticket before it".getBytes(UTF_8));
      client.await("with a ticket before it");
      boolean resumed = server.attribute(TlsAttributes.SESSION_RESUMED);
      client.await(resumed ? "Reused, TLS" : "New, TLS");
      client.endInput();
      assertThrows(EndOfStreamException.class, server::receive);
      return resumed;
    }
  }

  @Test
  void theClientChangesItsKeysWhileWeOnlyReceive() throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          // A line that begins so is a command: K asks us to change keys too, k does not.
          client.type("first\n");
          assertEquals("first\n", receiveText(server, 6));
          client.type("K\n");
          client.await("KEYUPDATE");
          client.type("second\n");
          assertEquals("second\n", receiveText(server, 7));
          client.type("k\n");
          client.await("(?s)KEYUPDATE.*KEYUPDATE");
          client.type("third\n");
          assertEquals("third\n", receiveText(server, 6));

          server.send("with new keys\n".getBytes(UTF_8));
          client.await("with new keys");
        },
        "-tls1_3");
  }

  @Test
  void aClientThatRenegotiatesIsRefused() throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          client.type("before\n");
          assertEquals("before\n", receiveText(server, 7));
          client.type("R\n");

          var error = assertThrows(BrokenResourceException.class, server::receive);
          assertTrue(error.getMessage().contains("renegotiation"), error.getMessage());
          client.await("alert handshake failure");
        },
        "-tls1_2");
  }

  @Test
  void weChangeTheKeysWhileTheClientOnlyReceives() throws Exception {
    connected(
        o -> o,
        (client, server) -> {
          for (int i = 0; i < 5; i++) {
            server.send(("before " + i + "\n").getBytes(UTF_8));
            server.updateKeys();
          }
          server.send("after all\n".getBytes(UTF_8));
          client.await("after all");
          client.type("still here\n");
          assertEquals("still here\n", receiveText(server, 11));
        },
        "-tls1_3");
  }

  @Test
  void aConversationIsUpgraded() throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, "-starttls", "smtp", "-quiet")) {
      var plain = new dev.fairlead.stream.BufferedByteStream(listener.accept());
      plain.send("220 example.org\r\n".getBytes(UTF_8));
      assertTrue(plain.receiveLine(1000).startsWith("EHLO"));
      plain.send("250-example.org\r\n250 STARTTLS\r\n".getBytes(UTF_8));
      assertEquals("STARTTLS", plain.receiveLine(1000));
      plain.send("220 go ahead\r\n".getBytes(UTF_8));
      try (TlsStream tls = Tls.upgradeServer(plain, Peers.server(o -> o))) {
        tls.send("in secret\n".getBytes(UTF_8));
        client.await("in secret");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aClientThatDoesNotTrustUsIsHeard(String flag) throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, flag);
        var transport = listener.accept()) {
      var stranger = Peers.identity(TestAuthority.create("a stranger").issue("localhost"));
      var context = TlsServerContext.create(o -> o.withIdentity(stranger));

      var error =
          assertThrows(TlsHandshakeException.class, () -> TlsStream.wrapServer(transport, context));

      assertEquals(Reason.REFUSED_BY_PEER, error.reason());
      assertTrue(error.getMessage().contains("unknown_ca"), error.getMessage());
      assertEquals(1, client.awaitEnd());
    }
  }

  @Test
  void aClientOfAnotherVersionIsRefused() throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = startClient(listener, "-tls1_2");
        var transport = listener.accept()) {
      var context = Peers.server(o -> o.withProtocols("TLSv1.3"));

      var error =
          assertThrows(TlsHandshakeException.class, () -> TlsStream.wrapServer(transport, context));

      assertEquals(Reason.NO_COMMON_VERSION, error.reason());
      client.await("alert protocol version");
      assertEquals(1, client.awaitEnd());
    }
  }
}
