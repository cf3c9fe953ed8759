package dev.fairlead.tls.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.UnixSocketStream;
import dev.fairlead.sync.Event;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsListener;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTcpListener;
import dev.fairlead.tls.TlsTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TlsTurnsSnippets {

  private final TestAuthority authority = TestAuthority.create();
  private final TlsTrust trust = TlsTrust.of(authority.root());

  private TlsServerContext context() throws IOException {
    var certificate = authority.issue("localhost");
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    return TlsServerContext.create(o -> o.withIdentity(identity));
  }

  private static void assertEchoes(TlsStream stream) throws IOException {
    stream.send("hello".getBytes(UTF_8));
    assertEquals("hello", new String(stream.receive(), UTF_8));
  }

  @Test
  void tcp() throws IOException {
    Fairlead.run(() -> {
      try (var listener = Tls.createListener("localhost", 0, context())) {
        TaskGroup.run(group -> {
          group.startSoon(() -> echoByTurns(listener));
          try (var stream = Tls.connect("localhost", listener.port(), o -> o.withTrust(trust))) {
            assertEchoes(stream);
          }
          listener.drain(Duration.ofSeconds(5));
        });
      }
    });
  }

  private static void echoByTurns(TlsTcpListener listener) throws IOException {
    // @start region="tcp"
    listener.serveByTurns(stream ->
        () -> {
          stream.send(stream.receive());
          return true; // There is to be another turn.
        });
    // @end
  }

  @Test
  void unix() throws IOException {
    Path directory = Files.createTempDirectory("turns");
    Path path = directory.resolve("echo");
    Fairlead.run(() -> {
      try (SocketListener<UnixSocketStream> unixListener = Net.createUnixListener(path)) {
        TaskGroup.run(group -> {
          group.startSoon(() -> echoByTurns(unixListener, context()));
          try (var stream =
              TlsStream.wrapClient(Net.connectUnix(path), "localhost", o -> o.withTrust(trust))) {
            assertEchoes(stream);
          }
          unixListener.drain(Duration.ofSeconds(5));
        });
      }
    });
    Files.delete(directory);
  }

  private static void echoByTurns(
      SocketListener<UnixSocketStream> unixListener, TlsServerContext context) throws IOException {
    // @start region="unix"
    var listener = new TlsListener<>(unixListener, context);
    unixListener.serveByTurns(
        listener.handshakingByTurns(stream ->
            () -> {
              stream.send(stream.receive());
              return true;
            }));
    // @end
  }

  @Test
  void client() throws IOException {
    var heard = new Event();
    Fairlead.run(() -> {
      try (var servers = Tls.createListener("localhost", 0, context())) {
        TaskGroup.run(group -> {
          group.startSoon(() -> servers.serve(stream -> stream.send("hello".getBytes(UTF_8))));
          var tls = TlsClientContext.create(o -> o.withTrust(trust));
          // @start region="client"
          var connections = HandoverListener.<SocketStream>create();
          group.startSoon(() ->
              connections.serveByTurns(
                  tls.handshakingByTurns(
                      "localhost",
                      stream ->
                          () -> {
                            assertEquals("hello", new String(stream.receive(), UTF_8));
                            heard.set();
                            return true;
                          })));
          connections.handOver(Net.connectTcp("localhost", servers.port()));
          // @end
          heard.await();
          connections.drain(Duration.ofSeconds(5));
          group.cancel();
        });
      }
    });
  }
}
