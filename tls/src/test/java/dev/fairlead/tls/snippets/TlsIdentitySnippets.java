package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.TlsIdentity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentitySnippets {

  @Test
  void identity(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestAuthority.create().issue("example.org");
    certificate.writeTo(directory, "server");

    // @start region="identity"
    TlsIdentity identity =
        TlsIdentity.fromPem(directory.resolve("server.crt"), directory.resolve("server.key"));
    // @end

    assertEquals(certificate.chain(), identity.chain());
  }
}
