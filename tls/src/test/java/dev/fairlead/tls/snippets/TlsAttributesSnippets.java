package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsAttributes;
import dev.fairlead.tls.TlsCipher;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTrust;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsAttributesSnippets {

  @Test
  void attributes() throws Exception {
    TestAuthority authority = TestAuthority.create();
    var certificate = authority.issue("example.org");
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    var context = TlsServerContext.create(o -> o.withIdentity(identity));
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> lookAtCiphers(TlsStream.wrapServer(pair.second(), context)));
          look(
              TlsStream.wrapClient(
                  pair.first(), "example.org", o -> o.withTrust(TlsTrust.of(authority.root()))));
        }));
  }

  private static void look(TlsStream stream) {
    // @start region="attributes"
    String version = stream.attribute(TlsAttributes.VERSION);
    boolean resumed = stream.attribute(TlsAttributes.SESSION_RESUMED);
    String subject = stream.attribute(TlsAttributes.PEER).subject();
    // @end

    assertEquals("TLSv1.3", version);
    assertFalse(resumed);
    assertEquals("CN=example.org", subject);
  }

  private static void lookAtCiphers(TlsStream stream) {
    // @start region="ciphers"
    TlsCipher used = stream.attribute(TlsAttributes.CIPHER);
    List<String> possible = stream.attribute(TlsAttributes.SHARED_CIPHERS).names();
    boolean strong = used.secretBits().orElse(0) >= 128;
    // @end

    assertTrue(strong);
    assertTrue(possible.contains(used.name()));
  }
}
