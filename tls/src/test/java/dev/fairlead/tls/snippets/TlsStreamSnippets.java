package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTrust;
import org.junit.jupiter.api.Test;

class TlsStreamSnippets {

  @Test
  void wrap() {
    TestAuthority authority = TestAuthority.create();
    TestCertificate certificate = authority.issue("example.org");
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> echo(pair.second(), certificate));
          assertEquals("hello", talk(pair.first(), authority));
        }));
  }

  private static String talk(ByteStream transport, TestAuthority authority) throws Exception {
    TlsTrust trust = TlsTrust.of(authority.root());
    // @start region="wrap"
    try (var tls = TlsStream.wrapClient(transport, "example.org", o -> o.withTrust(trust))) {
      tls.send("hello".getBytes(UTF_8));
      return new String(tls.receive(), UTF_8);
    }
    // @end
  }

  private static void echo(ByteStream transport, TestCertificate certificate) throws Exception {
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    var context = TlsServerContext.create(o -> o.withIdentity(identity));
    try (var tls = TlsStream.wrapServer(transport, context)) {
      for (byte[] chunk : tls) {
        tls.send(chunk);
      }
    }
  }
}
