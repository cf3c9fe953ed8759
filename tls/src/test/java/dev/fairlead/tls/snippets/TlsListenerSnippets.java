package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.sync.Promise;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsHandshakeException;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsListenerStatistics;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTcpListener;
import dev.fairlead.tls.TlsTrust;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TlsListenerSnippets {

  @Test
  void serve() {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var authority = TestAuthority.create();
          var certificate = authority.issue("localhost");
          var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
          var context = TlsServerContext.create(o -> o.withIdentity(identity));
          TcpListener tcp = Net.createTcpListener(0);
          group.startSoon(() -> serve(tcp, context));
          var trust = TlsTrust.of(authority.root());
          try (var stream = Tls.connect("localhost", tcp.port(), o -> o.withTrust(trust))) {
            assertEquals("hello", new String(stream.receive(), UTF_8));
          }
          group.cancel();
        }));
  }

  @Test
  void options() {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var certificate = TestAuthority.create().issue("localhost");
          var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
          var context = TlsServerContext.create(o -> o.withIdentity(identity));
          TcpListener tcp = Net.createTcpListener(0);
          var refused = new Promise<String>();
          try (var listener = careful(tcp, context, refused::complete)) {
            group.startSoon(() -> listener.serve(stream -> stream.send("hello".getBytes(UTF_8))));
            var untrusted = TlsTrust.of(TestAuthority.create().root());
            assertThrows(
                TlsHandshakeException.class,
                () -> Tls.connect("localhost", tcp.port(), o -> o.withTrust(untrusted)));

            assertTrue(refused.await().contains("certificate_unknown"), refused.await());
            assertEquals("1 failed, 0 resumed", summary(listener));
            group.cancel();
          }
        }));
  }

  private static TlsTcpListener careful(
      TcpListener tcp, TlsServerContext context, Consumer<String> log) {
    // @start region="options"
    var listener =
        new TlsTcpListener(
            tcp,
            context,
            o ->
                o.withHandshakeTimeout(Duration.ofSeconds(5))
                    .withMaxHandshakes(200)
                    .withFailureHook(failed ->
                        log.accept(failed.transport() + ": " + failed.failure().getMessage())));
    // @end
    return listener;
  }

  @Test
  void farewell() {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var authority = TestAuthority.create();
          var certificate = authority.issue("localhost");
          var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
          var context = TlsServerContext.create(o -> o.withIdentity(identity));
          TcpListener tcp = Net.createTcpListener(0);
          try (var listener = polite(tcp, context)) {
            group.startSoon(() -> listener.serve(stream -> Fairlead.sleepForever()));
            var trust = TlsTrust.of(authority.root());
            try (var stream = Tls.connect("localhost", tcp.port(), o -> o.withTrust(trust))) {
              group.startSoon(() -> listener.drain(Duration.ofMillis(1)));
              assertEquals("The server goes home.", new String(stream.receive(), UTF_8));
            }
          }
        }));
  }

  private static TlsTcpListener polite(TcpListener tcp, TlsServerContext context) {
    // @start region="farewell"
    var listener =
        new TlsTcpListener(
            tcp,
            context,
            o ->
                o.withFarewell(
                    Duration.ofSeconds(1),
                    stream -> stream.send("The server goes home.".getBytes(UTF_8))));
    // @end
    return listener;
  }

  private static String summary(TlsTcpListener listener) {
    // @start region="statistics"
    TlsListenerStatistics statistics = listener.statistics();
    return statistics.failed() + " failed, " + statistics.resumed() + " resumed";
    // @end
  }

  private static void serve(TcpListener tcp, TlsServerContext context) throws Exception {
    // @start region="serve"
    try (var listener =
        new TlsTcpListener(tcp, context, o -> o.withHandshakeTimeout(Duration.ofSeconds(5)))) {
      listener.serve(stream -> stream.send("hello".getBytes(UTF_8)));
    }
    // @end
  }
}
