package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsOptions;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTrust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsOptionsSnippets {

  private final TestAuthority authority = TestAuthority.create();
  private final TlsTrust trust = TlsTrust.of(authority.root());

  private TlsIdentity identity() throws Exception {
    var certificate = authority.issue("example.org");
    return TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
  }

  // @start region="shared"
  static <O extends TlsOptions<O>> O ofOurHouse(O options) {
    return options.withProtocols("TLSv1.3").withCloseTimeout(Duration.ofMillis(200));
  }

  // @end

  @Test
  void bothSidesCanHaveTheSame() throws Exception {
    TlsIdentity identity = identity();

    var client = TlsClientContext.create(o -> ofOurHouse(o).withTrust(trust));
    var server = TlsServerContext.create(o -> ofOurHouse(o).withIdentity(identity));

    assertEquals(List.of("TLSv1.3"), client.options().protocols());
    assertEquals(List.of("TLSv1.3"), server.options().protocols());
  }

  @Test
  void client() throws Exception {
    TlsIdentity identity = identity();

    // @start region="client"
    TlsClientContext context =
        TlsClientContext.create(o ->
            o.withTrust(trust)
                .withIdentity(identity) // For servers that ask.
                .withServerName("example.org")
                .withAlpn("h2", "http/1.1"));
    // @end

    assertEquals("example.org", context.options().serverName().orElseThrow());
  }

  @Test
  void server() throws Exception {
    TlsIdentity identity = identity();

    // @start region="server"
    TlsServerContext context =
        TlsServerContext.create(o ->
            o.withIdentity(identity)
                .withKnownNamesOnly()
                .withSessionTimeout(Duration.ofHours(2))
                .withAlpn("h2", "http/1.1"));
    // @end

    assertTrue(context.options().knownNamesOnly());
  }
}
