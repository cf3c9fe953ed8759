package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsConnectable;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTrust;
import org.junit.jupiter.api.Test;

class TlsConnectableSnippets {

  @Test
  void connect() {
    var authority = TestAuthority.create();
    var certificate = authority.issue("example.org");
    var client = TlsClientContext.create(o -> o.withTrust(TlsTrust.of(authority.root())));
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
            var server = TlsServerContext.create(o -> o.withIdentity(identity));
            try (var stream = TlsStream.wrapServer(pair.second(), server)) {
              stream.send("hello".getBytes(UTF_8));
            }
          });
          assertEquals("hello", greeting(pair::first, client));
        }));
  }

  private static String greeting(Connectable<ByteStream> tunnel, TlsClientContext context)
      throws Exception {
    // @start region="connect"
    Connectable<TlsStream> target = new TlsConnectable(tunnel, "example.org", context);
    try (var stream = target.connect()) {
      return new String(stream.receive(), UTF_8);
    }
    // @end
  }
}
