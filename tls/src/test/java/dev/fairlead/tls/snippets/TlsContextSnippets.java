package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTrust;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsContextSnippets {

  private final TestAuthority authority = TestAuthority.create();

  @Test
  void client() {
    TlsTrust trust = TlsTrust.of(authority.root());

    // @start region="client"
    TlsClientContext context =
        TlsClientContext.create(o -> o.withTrust(trust).withAlpn("h2", "http/1.1"));
    // @end

    assertEquals(List.of("h2", "http/1.1"), context.options().alpn());
  }

  @Test
  void server() throws Exception {
    TlsIdentity first = identity(authority.issue("example.org"));
    TlsIdentity renewed = identity(authority.issue("example.org"));

    // @start region="server"
    TlsServerContext context = TlsServerContext.create(o -> o.withIdentity(first));
    // Later, while the server runs:
    context.reload(o -> o.withIdentity(renewed));
    // @end

    assertEquals(List.of(renewed), context.options().identities());
  }

  private static TlsIdentity identity(TestCertificate certificate) throws Exception {
    return TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
  }
}
