package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.process.Signals;
import dev.fairlead.stream.Relay;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTrust;
import java.io.IOException;

/** The program that the README begins with. */
class ReadmeTest {

  private static void proxy(TcpListener listener, String host, int port, TlsClientContext tls)
      throws IOException {
    // @start region="proxy"
    Signals.<IOException>runUntilStopped(
        ofSeconds(10),
        group -> {
          group.startSoon(() -> {
            Fairlead.awaitStopRequested(); // SIGTERM or Ctrl-C
            listener.drain(ofSeconds(5)); // no new connections, time for the old ones
          });
          listener.serve(client -> { // a task for each connection
            try (var server =
                CancelScope.failAfter(ofSeconds(3)).call(() -> Tls.connect(host, port, tls))) {
              Relay.between(client, server).run();
            }
          });
        });
    // @end
  }

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void theProxyAddsTlsUntilItIsStopped(TcpListener listener, TaskGroup group) throws IOException {
    TestAuthority authority = TestAuthority.create();
    TestCertificate certificate = authority.issue("localhost");
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    var upstream = Tls.createListener(0, TlsServerContext.create(o -> o.withIdentity(identity)));
    TaskHandle<Void> server =
        group.startSoon(
            () -> upstream.serve(stream -> stream.send("from behind TLS".getBytes(UTF_8))));
    var tls = TlsClientContext.create(o -> o.withTrust(TlsTrust.of(authority.root())));
    TaskHandle<Void> proxy =
        group.startSoon(() -> proxy(listener, "localhost", upstream.port(), tls));

    try (var stream = Net.connectTcp("localhost", listener.port())) {
      assertEquals("from behind TLS", new String(stream.receive(), UTF_8));
    }

    proxy.cancelAndJoin();
    server.cancelAndJoin();
    upstream.close();
  }
}
