package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testing.TestKeyType;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class TestAuthoritySnippets {

  @Test
  void authority() throws Exception {
    // @start region="authority"
    TestAuthority authority = TestAuthority.create();
    TestCertificate certificate = authority.issue("localhost", "127.0.0.1");

    SSLContext server = certificate.context(authority);
    SSLContext client = authority.clientContext(); // trusts nobody else
    // @end

    assertEquals("TLS", server.getProtocol());
    assertEquals("TLS", client.getProtocol());
    certificate.certificate().verify(authority.certificate().getPublicKey());
  }

  @Test
  void options() {
    TestAuthority authority = TestAuthority.create();
    // @start region="options"
    TestCertificate expired =
        authority.issue(o -> o.withKeyType(TestKeyType.ED25519).withExpired(), "localhost");
    assertThrows(CertificateExpiredException.class, () -> expired.certificate().checkValidity());
    // @end
  }
}
