package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.CLIENT_CERTIFICATE;
import static dev.fairlead.tls.Contexts.connect;
import static dev.fairlead.tls.Contexts.shownTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server asks who the client is. */
@ForEveryBackend
class ClientCertificateTest {

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
}
