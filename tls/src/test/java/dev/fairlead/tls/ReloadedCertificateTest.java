package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.connect;
import static dev.fairlead.tls.Contexts.exchange;
import static dev.fairlead.tls.Contexts.shownTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server gets another certificate while it serves. */
@ForEveryBackend
class ReloadedCertificateTest {

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

  @Test
  void aReloadKeepsWhatAnotherOneHasChangedMeanwhile() {
    var server = Peers.server(o -> o);
    var others = new AtomicInteger();

    server.reload(mine -> {
      if (others.getAndIncrement() == 0) {
        server.reload(o -> o.withTruncation(TlsTruncation.TOLERANT));
      }
      return mine.withAlpn("h2");
    });

    assertEquals(List.of("h2"), server.options().alpn());
    assertEquals(TlsTruncation.TOLERANT, server.options().truncation());
  }
}
