package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.SERVER;
import static dev.fairlead.tls.Contexts.connect;
import static dev.fairlead.tls.Contexts.exchange;
import static dev.fairlead.tls.Contexts.identity;
import static dev.fairlead.tls.Contexts.shownTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestKeyType;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What contexts and their options do to a handshake that succeeds. */
@ForEveryBackend
class TlsContextTest {

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
        () -> TlsServerContext.create(o -> o.withSslContext(sslContext).withKnownNamesOnly()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TlsServerContext.create(
                o -> o.withSessionTimeout(Duration.ofMinutes(5)).withSslContext(sslContext)));
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
