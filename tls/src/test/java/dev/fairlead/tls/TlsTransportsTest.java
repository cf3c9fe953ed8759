package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
class TlsTransportsTest {

  // Shared, so that most handshakes resume a session and take little time.
  private static final TlsServerContext SERVER = Peers.server(o -> o);

  private static final TlsClientContext NEW_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.3"));

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void tlsRunsOverTls() throws Exception {
    Peers.connected(
        "TLSv1.3",
        100,
        (outerClient, outerServer) ->
            Peers.connected(
                outerClient,
                outerServer,
                Peers.client(o -> o.withProtocols("TLSv1.2")),
                SERVER,
                (client, server) -> {
                  TaskGroup.run(group -> {
                    byte[] data = randomBytes(50_000);
                    var received = group.startSoon(() -> receive(server, data.length));
                    client.send(data);
                    assertArrayEquals(data, received.await());
                  });
                  TaskGroup.run(group -> {
                    group.startSoon(client::close);
                    assertThrows(EndOfStreamException.class, server::receive);
                    server.close();
                  });
                }));
  }

  @Test
  void tlsRunsOverUnixSockets(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("tls.sock");
    try (var listener = new TlsListener<>(Net.createUnixListener(path), SERVER)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(stream -> stream.send("over UNIX".getBytes(UTF_8))));
        var target = new TlsConnectable(() -> Net.connectUnix(path), "localhost", NEW_CLIENT);
        try (TlsStream client = target.connect()) {
          assertEquals("over UNIX", new String(client.receive(), UTF_8));
        }
        group.cancel();
      });
    }
  }
}
