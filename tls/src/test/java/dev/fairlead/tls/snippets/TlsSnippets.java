package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTcpListener;
import dev.fairlead.tls.TlsTrust;
import org.junit.jupiter.api.Test;

class TlsSnippets {

  private final TestAuthority authority = TestAuthority.create();
  private final TestCertificate certificate = authority.issue("localhost", "example.org");
  private final TlsTrust trust = TlsTrust.of(authority.root());

  private TlsServerContext serverContext() throws Exception {
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    return TlsServerContext.create(o -> o.withIdentity(identity));
  }

  @Test
  void connect() throws Exception {
    Fairlead.run(() -> {
      try (var listener = Tls.createListener(0, serverContext())) {
        TaskGroup.run(group -> {
          group.startSoon(() -> serve(listener));
          assertEquals("hello", talk(listener.port()));
          group.cancel();
        });
      }
    });
  }

  private String talk(int port) throws Exception {
    // @start region="connect"
    try (var stream = Tls.connect("localhost", port, o -> o.withTrust(trust))) {
      stream.send("hello".getBytes(UTF_8));
      return new String(stream.receive(), UTF_8);
    }
    // @end
  }

  private static void serve(TlsTcpListener listener) throws Exception {
    listener.serve(stream -> {
      for (byte[] chunk : stream) {
        stream.send(chunk);
      }
    });
  }

  @Test
  void listen() throws Exception {
    TlsServerContext context = serverContext();
    Fairlead.run(() -> {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          // @start region="listen"
          try (var listener = Tls.createListener(0, context)) {
            listener.serve(stream -> stream.send("hello".getBytes(UTF_8)));
          }
          // @end
        });
        Fairlead.awaitAllTasksBlocked();
        group.cancel();
      });
    });
  }

  @Test
  void upgrade() throws Exception {
    TlsServerContext serverContext = serverContext();
    TlsClientContext context = TlsClientContext.create(o -> o.withTrust(trust));
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> answer(pair.second(), serverContext));
          upgrade(pair.first(), context);
        }));
  }

  private static void upgrade(ByteStream transport, TlsClientContext context) throws Exception {
    // @start region="upgrade"
    var plain = new BufferedByteStream(transport);
    plain.send("STARTTLS\r\n".getBytes(UTF_8));
    if (plain.receiveLine(1000).startsWith("220")) {
      try (var tls = Tls.upgradeClient(plain, "example.org", context)) {
        tls.send("EHLO example.org\r\n".getBytes(UTF_8));
      }
    }
    // @end
  }

  private static void answer(ByteStream transport, TlsServerContext context) throws Exception {
    var plain = new BufferedByteStream(transport);
    assertEquals("STARTTLS", plain.receiveLine(1000));
    plain.send("220 go ahead\r\n".getBytes(UTF_8));
    try (var tls = Tls.upgradeServer(plain, context)) {
      assertEquals("EHLO example.org\r\n", new String(tls.receive(), UTF_8));
    }
  }
}
