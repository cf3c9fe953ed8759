package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsAttributes;
import dev.fairlead.tls.TlsClientAuthentication;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTrust;
import org.junit.jupiter.api.Test;

class TlsMutualSnippets {

  private final TestAuthority authority = TestAuthority.create();
  private final TlsTrust trust = TlsTrust.of(authority.root());

  private static TlsIdentity identity(TestCertificate certificate) throws Exception {
    return TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
  }

  @Test
  void mutual() throws Exception {
    TlsIdentity serverIdentity = identity(authority.issue("localhost"));
    TlsIdentity clientIdentity = identity(authority.issue("alice.example"));
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          // @start region="mutual"
          var context =
              TlsServerContext.create(o ->
                  o.withIdentity(serverIdentity)
                      .withClientAuthentication(TlsClientAuthentication.REQUIRED, trust));
          var listener = Tls.createListener(0, context);
          group.startSoon(() ->
              listener.serve(stream -> {
                String name = stream.attribute(TlsAttributes.PEER).dnsNames().getFirst();
                stream.send(("hello " + name).getBytes(UTF_8));
              }));
          // @end
          int port = listener.port();
          try (var stream =
              Tls.connect(
                  "localhost", port, o -> o.withTrust(trust).withIdentity(clientIdentity))) {
            assertEquals("hello alice.example", new String(stream.receive(), UTF_8));
          }
          group.cancel();
          listener.close();
        }));
  }
}
