package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testing.TestKeyType;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that fail: both sides know why, in bounded time. */
@ForEveryBackend
class HandshakeFailureTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  /** What each side was told; empty where the handshake succeeded for it. */
  private record Outcome(Optional<IOException> client, Optional<IOException> server) {

    void assertClient(Reason reason, String words) {
      assertReason(reason, words, client);
    }

    void assertServer(Reason reason, String words) {
      assertReason(reason, words, server);
    }

    private static void assertReason(Reason reason, String words, Optional<IOException> found) {
      var failure = assertInstanceOf(TlsHandshakeException.class, found.orElseThrow());
      assertEquals(reason, failure.reason(), failure.getMessage());
      assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
  }

  private interface Wrapping {
    TlsStream wrap() throws IOException;
  }

  private static Outcome handshake(TlsClientContext client, TlsServerContext server) {
    return handshake(client, server, "localhost");
  }

  private static Outcome handshake(TlsClientContext client, TlsServerContext server, String host) {
    var pair = MemoryByteStreams.pair(65_536);
    return CancelScope.failAfter(LONG)
        .call(() ->
            TaskGroup.call(group -> {
              var serverSide =
                  group.startSoon(() ->
                      failureOf(pair.second(), () -> TlsStream.wrapServer(pair.second(), server)));
              var clientSide =
                  failureOf(pair.first(), () -> TlsStream.wrapClient(pair.first(), host, client));
              return new Outcome(clientSide, serverSide.await());
            }));
  }

  private static Optional<IOException> failureOf(ByteStream transport, Wrapping wrapping)
      throws IOException {
    try {
      // Whoever is through with TLS 1.3 may hear of a refusal only by the first message.
      wrapping.wrap().receive();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    } finally {
      transport.close();
    }
  }

  private static TlsServerContext showing(TestCertificate certificate) {
    return TlsServerContext.create(o -> o.withIdentity(Peers.identity(certificate)));
  }

  private static TlsClientContext client(String protocol) {
    return Peers.client(o -> o.withProtocols(protocol));
  }

  // ---- certificates of servers

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateForAnotherHost(String protocol) {
    var outcome = handshake(client(protocol), showing(Peers.AUTHORITY.issue("other.example")));

    outcome.assertClient(Reason.WRONG_HOST, "handshake with localhost failed");
    outcome.assertServer(Reason.REFUSED_BY_PEER, "certificate_unknown");
  }

  @Test
  void aCertificateForAnotherAddress() {
    var outcome =
        handshake(Peers.client(o -> o), showing(Peers.AUTHORITY.issue("10.0.0.1")), "127.0.0.1");

    outcome.assertClient(Reason.WRONG_HOST, "127.0.0.1");
  }

  @Test
  void aWildcardIsGoodForOneLabelOnly() {
    var outcome =
        handshake(
            Peers.client(o -> o),
            showing(Peers.AUTHORITY.issue("*.example.org")),
            "a.b.example.org");

    outcome.assertClient(Reason.WRONG_HOST, "a.b.example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anExpiredCertificate(String protocol) {
    var outcome = handshake(client(protocol), showing(Peers.AUTHORITY.issueExpired("localhost")));

    outcome.assertClient(Reason.CERTIFICATE_EXPIRED, "it needs a new one");
    outcome.assertServer(Reason.REFUSED_BY_PEER, "certificate_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateThatIsNotYetValid(String protocol) {
    var outcome =
        handshake(client(protocol), showing(Peers.AUTHORITY.issueNotYetValid("localhost")));

    outcome.assertClient(Reason.CERTIFICATE_NOT_YET_VALID, "is a clock wrong?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateOfAnUnknownAuthority(String protocol) {
    var stranger = TestAuthority.create("a stranger").issue("localhost");

    var outcome = handshake(client(protocol), showing(stranger));

    outcome.assertClient(Reason.UNKNOWN_AUTHORITY, "trust the authority");
    outcome.assertServer(Reason.REFUSED_BY_PEER, "certificate_unknown");
  }

  @Test
  void aCertificateOfAnAuthorityOfTheSameName() {
    var impostor = TestAuthority.create().issue("localhost");

    var outcome = handshake(Peers.client(o -> o), showing(impostor));

    outcome.assertClient(Reason.UNKNOWN_AUTHORITY, "");
  }

  @Test
  void aChainWithoutItsMiddle() throws Exception {
    var certificate = Peers.AUTHORITY.intermediate("the middle").issue("localhost");
    var alone = TlsIdentity.of(certificate.privateKey(), certificate.chain().subList(0, 1));

    var outcome =
        handshake(Peers.client(o -> o), TlsServerContext.create(o -> o.withIdentity(alone)));

    outcome.assertClient(Reason.UNKNOWN_AUTHORITY, "let the peer send its whole chain");
  }

  // ---- certificates of clients

  private static final TlsServerContext ASKING =
      Peers.server(o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST));

  private static TlsClientContext withIdentity(String protocol, TestCertificate certificate) {
    return Peers.client(o -> o.withProtocols(protocol).withIdentity(Peers.identity(certificate)));
  }

  @Test
  void aClientWithoutACertificateBeforeTls13() {
    var outcome = handshake(client("TLSv1.2"), ASKING);

    outcome.assertServer(Reason.NO_CERTIFICATE, "no certificate although it must");
    outcome.assertClient(Reason.REFUSED_BY_PEER, "handshake_failure");
  }

  @Test
  void aClientWithoutACertificateHearsItBehindTheHandshakeOfTls13() {
    var outcome = handshake(client("TLSv1.3"), ASKING);

    outcome.assertServer(Reason.NO_CERTIFICATE, "no certificate although it must");
    var heard = assertInstanceOf(BrokenResourceException.class, outcome.client().orElseThrow());
    assertTrue(heard.getMessage().contains("withIdentity"), heard.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientWithAnExpiredCertificate(String protocol) {
    var expired = Peers.AUTHORITY.issueExpired("client.example");

    var outcome = handshake(withIdentity(protocol, expired), ASKING);

    outcome.assertServer(Reason.CERTIFICATE_EXPIRED, "handshake with a client failed");
  }

  @Test
  void aClientOfAnUnknownAuthorityShowsNothing() {
    var stranger = TestAuthority.create("a stranger").issue("client.example");

    var outcome = handshake(withIdentity("TLSv1.2", stranger), ASKING);

    outcome.assertServer(Reason.NO_CERTIFICATE, "");
  }

  // ---- nothing in common

  @ParameterizedTest
  @CsvSource({"TLSv1.2, TLSv1.3", "TLSv1.3, TLSv1.2"})
  void noVersionInCommon(String ofClient, String ofServer) {
    var outcome = handshake(client(ofClient), Peers.server(o -> o.withProtocols(ofServer)));

    outcome.assertServer(Reason.NO_COMMON_VERSION, "no protocol version that both sides allow");
    outcome.assertClient(Reason.REFUSED_BY_PEER, "protocol_version");
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  })
  void noCipherInCommon(String ofClient, String ofServer) {
    var outcome =
        handshake(
            Peers.client(o -> o.withCiphers(ofClient)), Peers.server(o -> o.withCiphers(ofServer)));

    outcome.assertServer(Reason.NO_COMMON_CIPHER, "no cipher or signature that both sides allow");
    outcome.assertClient(Reason.REFUSED_BY_PEER, "handshake_failure");
  }

  @Test
  void aKeyThatTheCipherOfTheClientCannotUse() {
    var outcome =
        handshake(
            Peers.client(o -> o.withCiphers("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")),
            showing(Peers.AUTHORITY.issue(o -> o.withKeyType(TestKeyType.EC), "localhost")));

    outcome.assertServer(Reason.NO_COMMON_CIPHER, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void noApplicationProtocolInCommon(String protocol) {
    var outcome =
        handshake(
            Peers.client(o -> o.withProtocols(protocol).withAlpn("spdy/1")),
            Peers.server(o -> o.withAlpn("h2", "http/1.1")));

    outcome.assertServer(Reason.NO_COMMON_APPLICATION_PROTOCOL, "(ALPN)");
    outcome.assertClient(Reason.REFUSED_BY_PEER, "no_application_protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aNameThatAStrictServerDoesNotKnow(String protocol) {
    var outcome =
        handshake(
            client(protocol),
            Peers.server(TlsServerOptions::withKnownNamesOnly),
            "elsewhere.example");

    outcome.assertServer(Reason.UNKNOWN_SERVER_NAME, "the name the client asked for");
    outcome.assertClient(Reason.REFUSED_BY_PEER, "unrecognized_name");
  }

  // ---- hosts

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "not a host", "-", "1.2.3", "::::", "a..b"})
  void aHostThatIsNone(String host) {
    var pair = MemoryByteStreams.pair(65_536);

    assertThrows(
        IllegalArgumentException.class,
        () -> TlsStream.wrapClient(pair.first(), host, Peers.client(o -> o)));
  }

  @Test
  void aHostMayBeLeftOutOnlyWhereNobodyChecksIt() {
    var outcome =
        handshake(
            Peers.client(TlsClientOptions::withoutHostNameVerification),
            showing(TestAuthority.create().issue("x")),
            "");

    outcome.assertClient(Reason.UNKNOWN_AUTHORITY, "handshake with a server failed");
  }

  @Test
  void aMistakeOfTheProgramIsNamed() {
    var server =
        Peers.server(o ->
            o.withEngineSetup(engine ->
                engine.setHandshakeApplicationProtocolSelector((_, _) -> {
                  throw new IllegalStateException("a mistake");
                })));

    Outcome outcome = handshake(Peers.client(o -> o.withAlpn("h2")), server);

    outcome.assertServer(Reason.OTHER, "a mistake");
  }
}
