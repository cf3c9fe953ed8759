package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsEnd;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTruncation;
import dev.fairlead.tls.TlsTrust;
import dev.fairlead.tls.TlsUnwrapped;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TlsEndSnippets {

  private final TestAuthority authority = TestAuthority.create();
  private final TlsTrust trust = TlsTrust.of(authority.root());

  private interface Steps {
    void run(ByteStream transport) throws Exception;
  }

  private interface ServerSteps {
    void run(TlsStream stream) throws Exception;
  }

  private void connected(ServerSteps server, Steps client) {
    var certificate = authority.issue("example.org");
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
            var context = TlsServerContext.create(o -> o.withIdentity(identity));
            server.run(TlsStream.wrapServer(pair.second(), context));
          });
          client.run(pair.first());
        }));
  }

  @Test
  void truncation() {
    connected(
        server -> {
          server.send("all of it".getBytes(UTF_8));
          server.closeForcefully(); // Without a goodbye.
        },
        transport -> assertEquals("all of it, but was that all?", download(transport)));
  }

  private String download(ByteStream transport) throws IOException {
    // @start region="truncation"
    try (var tls =
        TlsStream.wrapClient(
            transport,
            "example.org",
            o -> o.withTrust(trust).withTruncation(TlsTruncation.TOLERANT))) {
      String text = new String(tls.asInputStream().readAllBytes(), UTF_8);
      return tls.end() == TlsEnd.CLEAN ? text : text + ", but was that all?";
    }
    // @end
  }

  @Test
  void unwrap() {
    connected(
        server -> {
          ByteStream plain = server.unwrap().transport();
          plain.send("in plain".getBytes(UTF_8));
        },
        transport -> {
          TlsStream tls = TlsStream.wrapClient(transport, "example.org", o -> o.withTrust(trust));
          assertEquals("in plain", inPlain(tls));
        });
  }

  private static String inPlain(TlsStream tls) throws IOException {
    // @start region="unwrap"
    TlsUnwrapped plain = tls.unwrap();
    byte[] first = plain.leftOver();
    return new String(first.length > 0 ? first : plain.transport().receive(), UTF_8);
    // @end
  }
}
