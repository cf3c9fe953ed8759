package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receiveText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
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

/** {@code openssl s_server} is the server, we are the client. */
@NeedsRealThreads
@ForEveryBackend(except = {"carrier", "simulated"})
class OpenSslServerTest {

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("openssl");
    PeerFiles.writeTo(directory);
  }

  /** What the client does. */
  private interface Steps {
    void run(Program server, int port) throws Exception;
  }

  private static void serving(Steps test, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                "server.crt",
                "-key",
                "server.key",
                "-CAfile",
                "ca.crt"));
    command.addAll(Arrays.asList(arguments));
    try (Program server = Program.start(directory, command.toArray(String[]::new))) {
      test.run(server, Integer.parseInt(server.await("ACCEPT 127.0.0.1:(\\d+)")));
    }
  }

  private static TlsStream connect(int port, UnaryOperator<TlsClientOptions> options)
      throws IOException {
    return Tls.connect("localhost", port, Peers.client(options));
  }

  private static void assertAnswersReversed(TlsStream stream) throws IOException {
    stream.send("abc\n".getBytes(UTF_8));
    assertEquals("cba\n", receiveText(stream, 4));
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
  void bytesGoBothWaysAndTheEndIsClean(String flag, String version) throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            assertEquals(version, client.attribute(TlsAttributes.VERSION));
            assertEquals("CN=localhost", client.attribute(TlsAttributes.PEER).subject());
            assertAnswersReversed(client);
            client.send("CLOSE\n".getBytes(UTF_8));
            assertThrows(EndOfStreamException.class, client::receive);
            assertEquals(TlsEnd.CLEAN, client.end());
          }
        },
        flag,
        "-rev");
  }

  @Test
  void aServerThatIsKilledIsNotTakenForOneThatIsDone() throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            assertAnswersReversed(client);
            server.kill();

            assertThrows(BrokenResourceException.class, client::receive);
            assertEquals(TlsEnd.TRUNCATED, client.end());
          }
        },
        "-rev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theServerShowsTheCertificateForTheNameWeAskFor(String flag) throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o.withServerName("client.example"))) {
            assertEquals("CN=client.example", client.attribute(TlsAttributes.PEER).subject());
          }
        },
        flag,
        "-servername",
        "client.example",
        "-cert2",
        "client.crt",
        "-key2",
        "client.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void weShowACertificate(String flag) throws Exception {
    serving(
        (server, port) -> {
          var identity = Peers.identity(PeerFiles.CLIENT);
          try (TlsStream client = connect(port, o -> o.withIdentity(identity))) {
            client.send("x".getBytes(UTF_8));
            server.await("subject=CN = client.example");
          }
        },
        flag,
        "-Verify",
        "2",
        "-verify_return_error");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, handshake_failure", "-tls1_3, certificate_required"})
  void weHearThatACertificateIsMissing(String flag, String why) throws Exception {
    serving(
        (server, port) -> {
          // With TLS 1.3 the client is done before the server has looked.
          var error =
              assertThrows(
                  BrokenResourceException.class,
                  () -> {
                    try (TlsStream client = connect(port, o -> o)) {
                      client.receive();
                    }
                  });

          assertTrue(error.getMessage().contains(why), error.getMessage());
        },
        flag,
        "-Verify",
        "2",
        "-verify_return_error",
        "-rev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theApplicationProtocolIsAgreedOn(String flag) throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o.withAlpn("http/1.1", "h2"))) {
            assertEquals("h2", client.attribute(TlsAttributes.ALPN_PROTOCOL));
          }
        },
        flag,
        "-alpn",
        "h2",
        "-rev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aSessionIsResumed(String flag) throws Exception {
    serving(
        (server, port) -> {
          TlsClientContext context = Peers.client(o -> o);
          for (int i = 0; i < 2; i++) {
            try (TlsStream client = Tls.connect("localhost", port, context)) {
              assertAnswersReversed(client);
              assertEquals(i == 1, client.attribute(TlsAttributes.SESSION_RESUMED));
            }
          }
        },
        flag,
        "-rev");
  }

  @Test
  void manyLateTicketsDoNotHarm() throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            assertAnswersReversed(client);
            assertFalse(client.attribute(TlsAttributes.SESSION_RESUMED));
          }
        },
        "-tls1_3",
        "-num_tickets",
        "20",
        "-rev");
  }

  @Test
  void theServerChangesItsKeysWhileWeOnlyReceive() throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            server.type("first\n");
            assertEquals("first\n", receiveText(client, 6));
            server.type("K\n"); // Asks us to change ours too.
            server.await(">>> .*KeyUpdate");
            server.type("second\n");
            assertEquals("second\n", receiveText(client, 7));

            client.send("with new keys\n".getBytes(UTF_8));
            server.await("with new keys");
          }
        },
        "-tls1_3",
        "-msg");
  }

  @Test
  void aServerThatRenegotiatesIsRefused() throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            server.type("first\n");
            assertEquals("first\n", receiveText(client, 6));
            server.type("r\n");

            var error = assertThrows(BrokenResourceException.class, client::receive);
            assertTrue(error.getMessage().contains("renegotiation"), error.getMessage());
            server.await("alert handshake failure");
          }
        },
        "-tls1_2");
  }

  @Test
  void weChangeTheKeysOfBothDirections() throws Exception {
    serving(
        (server, port) -> {
          try (TlsStream client = connect(port, o -> o)) {
            for (int i = 0; i < 5; i++) {
              client.updateKeys();
              client.send(("keys " + i + "\n").getBytes(UTF_8));
              server.await("keys " + i);
            }
            server.type("all seen\n");
            assertEquals("all seen\n", receiveText(client, 9));
          }
        },
        "-tls1_3");
  }

  @Test
  void aServerOfAnotherVersionIsRefused() throws Exception {
    serving(
        (server, port) -> {
          var error =
              assertThrows(
                  TlsHandshakeException.class,
                  () -> connect(port, o -> o.withProtocols("TLSv1.2")));

          assertEquals(Reason.REFUSED_BY_PEER, error.reason());
          assertTrue(error.getMessage().contains("protocol_version"), error.getMessage());
        },
        "-tls1_3",
        "-rev");
  }

  @Test
  void aServerThatIsNotTrustedIsRefusedAndHearsIt() throws Exception {
    serving((server, port) -> {
      var error =
          assertThrows(
              TlsHandshakeException.class,
              () -> Tls.connect("localhost", port, TlsClientContext.shared()));

      assertEquals(Reason.UNKNOWN_AUTHORITY, error.reason());
      server.await("alert (certificate unknown|unknown ca)");
    });
  }
}
