package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;

/** Handshakes between two contexts, and what they show. */
final class Contexts {

  static final TlsServerContext SERVER = Peers.server(UnaryOperator.identity());
  static final TestCertificate CLIENT_CERTIFICATE =
      Peers.AUTHORITY.issue("client.example", "alice@example.org", "10.1.2.3");

  private Contexts() {}

  static TlsIdentity identity(String... names) {
    return Peers.identity(Peers.AUTHORITY.issue(names));
  }

  static void connect(
      TlsClientContext client, TlsServerContext server, String host, Peers.Test test)
      throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    Peers.connected(pair.first(), pair.second(), client, server, host, test);
  }

  static void connect(TlsClientContext client, TlsServerContext server, Peers.Test test)
      throws Exception {
    connect(client, server, "localhost", test);
  }

  static X509Certificate shownTo(TlsStream stream) {
    return stream.attribute(TlsAttributes.PEER_CERTIFICATE);
  }

  /** Lets tickets, which come behind the handshake, reach the client. */
  static void exchange(TlsStream client, TlsStream server) throws Exception {
    server.send("x".getBytes(UTF_8));
    assertEquals("x", new String(client.receive(), UTF_8));
  }
}
