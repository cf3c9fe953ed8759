package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTcpListener;
import dev.fairlead.tls.TlsTrust;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TlsTcpListenerSnippets {

  @Test
  void serve() throws IOException {
    Fairlead.run(() -> {
      var authority = TestAuthority.create();
      var certificate = authority.issue("localhost");
      var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
      var context = TlsServerContext.create(o -> o.withIdentity(identity));
      try (var listener = Tls.createListener("localhost", 0, context)) {
        TaskGroup.run(group -> {
          var serving = group.startSoon(() -> serve(group, listener));
          var trust = TlsTrust.of(authority.root());
          try (var stream = Tls.connect("localhost", listener.port(), o -> o.withTrust(trust))) {
            assertEquals("hello", new String(stream.receive(), UTF_8));
          }
          group.cancelScope().cancelAfter(Duration.ofSeconds(10), "");
          serving.await();
        });
      }
    });
  }

  private static void serve(TaskGroup group, TlsTcpListener listener) throws IOException {
    // @start region="serve"
    group.startSoon(() -> {
      Fairlead.awaitStopRequested();
      listener.drain(Duration.ofSeconds(5)); // no new connections, time for the old ones
    });
    listener.serve(
        stream -> stream.send("hello".getBytes(UTF_8)), o -> o.withMaxConnections(1_000));
    // @end
  }
}
