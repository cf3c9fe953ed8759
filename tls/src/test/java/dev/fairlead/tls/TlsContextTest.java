package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testing.TestKeyType;
import dev.fairlead.testsupport.ForEveryBackend;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What contexts and their options do to a handshake that succeeds. */
@ForEveryBackend
class TlsContextTest {

  private static final TlsServerContext SERVER = Peers.server(UnaryOperator.identity());
  private static final TestCertificate CLIENT_CERTIFICATE =
      Peers.AUTHORITY.issue("client.example", "alice@example.org", "10.1.2.3");

  private static TlsIdentity identity(String... names) {
    return Peers.identity(Peers.AUTHORITY.issue(names));
  }

  private static void connect(
      TlsClientContext client, TlsServerContext server, String host, Peers.Test test)
      throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    Peers.connected(pair.first(), pair.second(), client, server, host, test);
  }

  private static void connect(TlsClientContext client, TlsServerContext server, Peers.Test test)
      throws Exception {
    connect(client, server, "localhost", test);
  }

  private static X509Certificate shownTo(TlsStream stream) {
    return stream.attribute(TlsAttributes.PEER_CERTIFICATE);
  }

  /** Lets tickets, which come behind the handshake, reach the client. */
  private static void exchange(TlsStream client, TlsStream server) throws Exception {
    server.send("x".getBytes(UTF_8));
    assertEquals("x", new String(client.receive(), UTF_8));
  }

  // ---- names

  @ParameterizedTest
  @CsvSource({
    "one.example, one.example",
    "two.example, two.example",
    "TWO.example, two.example",
    "a.wild.example, *.wild.example",
  })
  void aServerShowsTheCertificateForTheNameThatIsAskedFor(String asked, String shown)
      throws Exception {
    var server =
        TlsServerContext.create(o ->
            o.withIdentity(
                identity("one.example"), identity("two.example"), identity("*.wild.example")));

    connect(
        Peers.client(o -> o),
        server,
        asked,
        (client, serverSide) -> {
          assertEquals("CN=" + shown, client.attribute(TlsAttributes.PEER).subject());
          assertEquals(
              asked.toLowerCase(Locale.ROOT),
              serverSide.attribute(TlsAttributes.SERVER_NAME).toLowerCase(Locale.ROOT));
        });
  }

  @Test
  void theFirstCertificateIsShownForNamesThatNoneIsFor() throws Exception {
    var server =
        TlsServerContext.create(
            o -> o.withIdentity(identity("one.example"), identity("two.example")));
    var client = Peers.client(TlsClientOptions::withoutHostNameVerification);

    connect(
        client,
        server,
        "three.example",
        (stream, serverSide) ->
            assertEquals(List.of("one.example"), stream.attribute(TlsAttributes.PEER).dnsNames()));
  }

  @Test
  void aNameInAnyScriptIsCheckedAsItsAsciiForm() throws Exception {
    var server = TlsServerContext.create(o -> o.withIdentity(identity("xn--strae-oqa.example")));

    connect(
        Peers.client(o -> o),
        server,
        "straße.example",
        (client, serverSide) ->
            assertEquals("xn--strae-oqa.example", serverSide.attribute(TlsAttributes.SERVER_NAME)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "[::1]"})
  void anAddressIsCheckedAgainstTheAddressesOfTheCertificateAndNotSent(String host)
      throws Exception {
    connect(
        Peers.client(o -> o),
        SERVER,
        host,
        (client, server) ->
            assertEquals(Optional.empty(), server.findAttribute(TlsAttributes.SERVER_NAME)));
  }

  @Test
  void anotherNameThanTheHostsCanBeAskedForAndChecked() throws Exception {
    var server = TlsServerContext.create(o -> o.withIdentity(identity("real.example")));

    connect(
        Peers.client(o -> o.withServerName("real.example")),
        server,
        "127.0.0.1",
        (client, serverSide) ->
            assertEquals("real.example", serverSide.attribute(TlsAttributes.SERVER_NAME)));
  }

  // ---- protocols and ciphers

  @Test
  void theServersPreferenceDecidesAboutTheApplicationProtocol() throws Exception {
    var client = Peers.client(o -> o.withAlpn("http/1.1", "h2", "x"));
    var server = Peers.server(o -> o.withAlpn("h2", "http/1.1"));

    connect(
        client,
        server,
        (clientSide, serverSide) -> {
          assertEquals("h2", clientSide.attribute(TlsAttributes.ALPN_PROTOCOL));
          assertEquals("h2", serverSide.attribute(TlsAttributes.ALPN_PROTOCOL));
        });
  }

  @Test
  void aClientThatOffersNoApplicationProtocolIsServed() throws Exception {
    connect(
        Peers.client(o -> o),
        Peers.server(o -> o.withAlpn("h2")),
        (client, server) ->
            assertEquals(Optional.empty(), client.findAttribute(TlsAttributes.ALPN_PROTOCOL)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theProtocolCanBeChosenByEitherSide(String protocol) throws Exception {
    Peers.Test check =
        (client, server) -> {
          assertEquals(protocol, client.attribute(TlsAttributes.VERSION));
          assertEquals(protocol, server.attribute(TlsAttributes.VERSION));
        };

    connect(Peers.client(o -> o.withProtocols(protocol)), SERVER, check);
    connect(Peers.client(o -> o), Peers.server(o -> o.withProtocols(protocol)), check);
  }

  @Test
  void theCipherCanBeChosen() throws Exception {
    connect(
        Peers.client(o -> o.withCiphers("TLS_CHACHA20_POLY1305_SHA256")),
        SERVER,
        (client, server) -> {
          TlsCipher cipher = server.attribute(TlsAttributes.CIPHER);
          assertEquals("TLS_CHACHA20_POLY1305_SHA256", cipher.name());
          assertEquals("TLSv1.3", cipher.version());
          assertEquals(256, cipher.secretBits().orElseThrow());
        });
  }

  @Test
  void theServerKnowsWhichCiphersBothSidesHave() throws Exception {
    connect(
        Peers.client(o ->
            o.withCiphers(
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_256_GCM_SHA384")),
        Peers.server(o -> o.withCiphers("TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256")),
        (client, server) -> {
          assertEquals(
              List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"),
              server.attribute(TlsAttributes.SHARED_CIPHERS).names());
          assertEquals(Optional.empty(), client.findAttribute(TlsAttributes.SHARED_CIPHERS));
        });
  }

  @ParameterizedTest
  @EnumSource(TestKeyType.class)
  void certificatesOfEveryKindOfKeyWork(TestKeyType keyType) throws Exception {
    var certificate = Peers.AUTHORITY.issue(o -> o.withKeyType(keyType), "localhost");
    var server = TlsServerContext.create(o -> o.withIdentity(Peers.identity(certificate)));

    connect(
        Peers.client(o -> o),
        server,
        (client, serverSide) -> assertEquals(certificate.certificate(), shownTo(client)));
  }

  @Test
  void namesThatDoNotExistAreRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> Peers.client(o -> o.withProtocols("TLS9")));
    assertThrows(IllegalArgumentException.class, () -> Peers.server(o -> o.withCiphers("none")));
    assertThrows(IllegalArgumentException.class, () -> Peers.client(o -> o.withAlpn("")));
  }

  // ---- client certificates

  private static TlsServerContext asking(TlsClientAuthentication authentication) {
    return Peers.server(o -> o.withClientAuthentication(authentication, Peers.TRUST));
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, REQUIRED", "TLSv1.3, REQUIRED", "TLSv1.2, REQUESTED", "TLSv1.3, REQUESTED"})
  void aServerKnowsWhoTheClientIs(String protocol, TlsClientAuthentication authentication)
      throws Exception {
    var client =
        Peers.client(
            o -> o.withProtocols(protocol).withIdentity(Peers.identity(CLIENT_CERTIFICATE)));

    connect(
        client,
        asking(authentication),
        (clientSide, serverSide) -> {
          TlsPeer peer = serverSide.attribute(TlsAttributes.PEER);
          assertEquals("CN=client.example", peer.subject());
          assertEquals(List.of("client.example"), peer.dnsNames());
          assertEquals(List.of("alice@example.org"), peer.emails());
          assertEquals(List.of("10.1.2.3"), peer.ipAddresses());
          assertEquals(CLIENT_CERTIFICATE.certificate(), peer.certificate());
          assertArrayEquals(
              CLIENT_CERTIFICATE.certificate().getEncoded(),
              serverSide.attribute(TlsAttributes.PEER_CERTIFICATE_BINARY));
        });
  }

  @Test
  void aClientThatIsOnlyAskedNeedNotAnswer() throws Exception {
    connect(
        Peers.client(o -> o),
        asking(TlsClientAuthentication.REQUESTED),
        (client, server) ->
            assertEquals(Optional.empty(), server.findAttribute(TlsAttributes.PEER)));
  }

  @Test
  void aClientShowsTheCertificateThatTheServerCanCheck() throws Exception {
    var other = TestAuthority.create("another authority").issue("client.example");
    var client = Peers.client(o -> o.withIdentity(Peers.identity(CLIENT_CERTIFICATE)));
    var stranger = Peers.client(o -> o.withIdentity(Peers.identity(other)));

    connect(
        client,
        asking(TlsClientAuthentication.REQUESTED),
        (clientSide, server) -> assertEquals(CLIENT_CERTIFICATE.certificate(), shownTo(server)));
    connect(
        stranger,
        asking(TlsClientAuthentication.REQUESTED),
        (clientSide, server) ->
            assertEquals(Optional.empty(), server.findAttribute(TlsAttributes.PEER)));
  }

  // ---- trust

  @Test
  void authoritiesCanBeAddedToThoseOfThePlatform() throws Exception {
    connect(
        Peers.client(o -> o.withTrust(TlsTrust.platform().plus(Peers.TRUST))),
        SERVER,
        (client, server) -> assertEquals(Peers.CERTIFICATE.certificate(), shownTo(client)));
  }

  @Test
  void whoTrustsAnyoneRefusesNobody() throws Exception {
    var stranger = TestAuthority.create("a stranger").issue("elsewhere.example");
    var server = TlsServerContext.create(o -> o.withIdentity(Peers.identity(stranger)));

    connect(
        Peers.client(o -> o.withTrust(TlsTrust.anyone())),
        server,
        (client, serverSide) -> assertEquals(stranger.certificate(), shownTo(client)));
  }

  @Test
  void anEngineOfTheUserIsUsedAsItIs() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var engine = Peers.CERTIFICATE.context(Peers.AUTHORITY).createSSLEngine();
    engine.setUseClientMode(false);
    TaskGroup.run(group -> {
      var accepted = group.startSoon(() -> TlsStream.wrap(pair.second(), engine));
      TlsStream client = TlsStream.wrapClient(pair.first(), "localhost", Peers.client(o -> o));

      assertEquals(engine, accepted.await().attribute(TlsAttributes.ENGINE));
      exchange(client, accepted.await());
      client.closeForcefully();
    });
  }

  // ---- sessions

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theSecondHandshakeResumesTheSessionOfTheFirst(String protocol) throws Exception {
    var client = Peers.client(o -> o.withProtocols(protocol));
    var server = Peers.server(o -> o);
    for (int i = 0; i < 3; i++) {
      boolean again = i > 0;
      connect(
          client,
          server,
          (clientSide, serverSide) -> {
            exchange(clientSide, serverSide);
            assertEquals(again, clientSide.attribute(TlsAttributes.SESSION_RESUMED));
            assertEquals(again, serverSide.attribute(TlsAttributes.SESSION_RESUMED));
            assertEquals(Peers.CERTIFICATE.certificate(), shownTo(clientSide));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aSessionOfAnyServerNameIsResumed(String protocol) throws Exception {
    var server =
        TlsServerContext.create(
            o -> o.withIdentity(identity("one.example"), identity("two.example")));
    var client = Peers.client(o -> o.withProtocols(protocol));
    for (int i = 0; i < 2; i++) {
      boolean again = i > 0;
      connect(
          client,
          server,
          "two.example",
          (clientSide, serverSide) -> {
            exchange(clientSide, serverSide);
            assertEquals(again, serverSide.attribute(TlsAttributes.SESSION_RESUMED));
            assertEquals("CN=two.example", clientSide.attribute(TlsAttributes.PEER).subject());
          });
    }
  }

  @Test
  void aResumedSessionStillKnowsTheClient() throws Exception {
    var client = Peers.client(o -> o.withIdentity(Peers.identity(CLIENT_CERTIFICATE)));
    var server = asking(TlsClientAuthentication.REQUIRED);
    for (int i = 0; i < 2; i++) {
      boolean again = i > 0;
      connect(
          client,
          server,
          (clientSide, serverSide) -> {
            exchange(clientSide, serverSide);
            assertEquals(again, serverSide.attribute(TlsAttributes.SESSION_RESUMED));
            assertEquals(CLIENT_CERTIFICATE.certificate(), shownTo(serverSide));
          });
    }
  }

  @Test
  void contextsThatDifferInTrustShareNoSessions() throws Exception {
    var client = Peers.client(o -> o);
    var server = Peers.server(o -> o);
    connect(client, server, TlsContextTest::exchange);

    connect(
        client.with(o -> o.withTrust(TlsTrust.of(Peers.AUTHORITY.root()))),
        server,
        (clientSide, serverSide) ->
            assertFalse(clientSide.attribute(TlsAttributes.SESSION_RESUMED)));
    connect(
        client.with(o -> o.withCloseTimeout(Duration.ofSeconds(3))),
        server,
        (clientSide, serverSide) ->
            assertTrue(clientSide.attribute(TlsAttributes.SESSION_RESUMED)));
  }

  @Test
  void sessionsOfContextsThatTheUserBringsAreSeenToo() throws Exception {
    var client = TlsClientContext.create(o -> o.withSslContext(Peers.AUTHORITY.clientContext()));
    var server =
        TlsServerContext.create(o -> o.withSslContext(Peers.CERTIFICATE.context(Peers.AUTHORITY)));
    connect(
        client,
        server,
        (clientSide, serverSide) -> {
          exchange(clientSide, serverSide);
          assertFalse(clientSide.attribute(TlsAttributes.SESSION_RESUMED));
        });
    awaitNextMillisecond(); // Their age is counted in milliseconds.

    connect(
        client,
        server,
        (clientSide, serverSide) -> {
          assertTrue(clientSide.attribute(TlsAttributes.SESSION_RESUMED));
          assertTrue(serverSide.attribute(TlsAttributes.SESSION_RESUMED));
        });
  }

  /** Of the JDK's clock; the one of a runtime may be simulated. */
  private static void awaitNextMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

  // ---- reloading

  @Test
  void handshakesAfterAReloadHaveTheNewCertificateAndOldStreamsGoOn() throws Exception {
    var server = Peers.server(o -> o);
    var client = Peers.client(o -> o);
    var renewed = Peers.AUTHORITY.issue("localhost");

    connect(
        client,
        server,
        (oldClient, oldServer) -> {
          exchange(oldClient, oldServer);
          server.reload(o -> o.withIdentity(Peers.identity(renewed)));

          connect(
              client,
              server,
              (newClient, newServer) -> {
                assertEquals(renewed.certificate(), shownTo(newClient));
                assertFalse(newClient.attribute(TlsAttributes.SESSION_RESUMED));
              });
          exchange(oldClient, oldServer);
          assertNotEquals(renewed.certificate(), shownTo(oldClient));
        });
  }

  @Test
  void aReloadThatFailsLeavesEverythingAsItWas() throws Exception {
    var server = Peers.server(o -> o);

    assertThrows(
        IllegalArgumentException.class, () -> server.reload(o -> o.withProtocols("TLSv0.1")));
    assertThrows(IllegalArgumentException.class, () -> server.reload(o -> o.withIdentity()));

    connect(
        Peers.client(o -> o),
        server,
        (client, serverSide) -> assertEquals(Peers.CERTIFICATE.certificate(), shownTo(client)));
  }

  // ---- options that contradict each other

  @Test
  void aContextOfTheUserDecidesAboutTrustAndIdentityAlone() {
    var sslContext = Peers.AUTHORITY.clientContext();

    assertThrows(
        IllegalArgumentException.class,
        () -> TlsClientContext.create(o -> o.withSslContext(sslContext).withTrust(Peers.TRUST)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TlsServerContext.create(o -> o.withIdentity(identity("x")).withSslContext(sslContext)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TlsServerOptions.defaults()
                .withClientAuthentication(TlsClientAuthentication.NONE, Peers.TRUST));
  }

  @Test
  void aServerNeedsAnIdentity() {
    var error = assertThrows(IllegalArgumentException.class, () -> TlsServerContext.create(o -> o));

    assertTrue(error.getMessage().contains("withIdentity"), error.getMessage());
  }

  // ---- what both sides can compute

  @Test
  void bothSidesComputeTheSameChannelBindings() throws Exception {
    connect(
        Peers.client(o -> o),
        SERVER,
        (client, server) -> {
          assertArrayEquals(
              client.attribute(TlsAttributes.CHANNEL_BINDING),
              server.attribute(TlsAttributes.CHANNEL_BINDING));
          assertArrayEquals(
              client.attribute(TlsAttributes.CHANNEL_BINDING_SERVER_END_POINT),
              server.attribute(TlsAttributes.CHANNEL_BINDING_SERVER_END_POINT));
          assertEquals(32, client.attribute(TlsAttributes.CHANNEL_BINDING).length);
        });
  }

  @Test
  void whatIsBelowCanBeHad() throws Exception {
    connect(
        Peers.client(o -> o.withTruncation(TlsTruncation.TOLERANT)),
        SERVER,
        (client, server) -> {
          assertTrue(client.attribute(TlsAttributes.ENGINE).getUseClientMode());
          assertEquals("TLSv1.3", client.attribute(TlsAttributes.SESSION).getProtocol());
          assertEquals(TlsTruncation.TOLERANT, client.attribute(TlsAttributes.TRUNCATION));
          assertEquals(TlsTruncation.STRICT, server.attribute(TlsAttributes.TRUNCATION));
        });
  }
}
