package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.CLIENT_CERTIFICATE;
import static dev.fairlead.tls.Contexts.connect;
import static dev.fairlead.tls.Contexts.exchange;
import static dev.fairlead.tls.Contexts.identity;
import static dev.fairlead.tls.Contexts.shownTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second handshake resumes the session of the first, if it may. */
@ForEveryBackend
class ResumedSessionTest {

  private static TlsServerContext asking(TlsClientAuthentication authentication) {
    return Peers.server(o -> o.withClientAuthentication(authentication, Peers.TRUST));
  }

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
  void aSessionThatMayLiveForALongTimeIsResumed(String protocol) throws Exception {
    var client = Peers.client(o -> o.withProtocols(protocol));
    var server = Peers.server(o -> o.withSessionTimeout(Duration.ofDays(365_000)));
    connect(client, server, Contexts::exchange);

    connect(
        client,
        server,
        (clientSide, serverSide) ->
            assertTrue(clientSide.attribute(TlsAttributes.SESSION_RESUMED)));
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
    connect(client, server, Contexts::exchange);

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
}
