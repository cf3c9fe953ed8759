package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustSnippets {

  @Test
  void trust(@TempDir Path directory) throws Exception {
    Path companyCa = directory.resolve("company-ca.crt");
    Files.writeString(companyCa, TestAuthority.create().pem());

    // @start region="trust"
    TlsTrust trust = TlsTrust.platform().plus(TlsTrust.fromPem(companyCa));
    // @end

    assertEquals("trust in 1 authorities and the JDK's", trust.toString());
  }
}
