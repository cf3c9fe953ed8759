package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testsupport.ForEveryBackend;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TlsStreamTest {

  @Test
  void sanity() {
    var authority = TestAuthority.create();
    var cert = authority.issue("localhost");
    SSLEngine client = authority.clientContext().createSSLEngine("localhost", 443);
    client.setUseClientMode(true);
    SSLEngine server = cert.context(authority).createSSLEngine();
    server.setUseClientMode(false);
    var pair = MemoryByteStreams.pair(0);
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        try (var s = EngineTlsStream.open(pair.second(), server, StreamSettings.DEFAULTS)) {
          for (byte[] chunk : s) {
            s.send(chunk);
          }
        }
      });
      try (var c = EngineTlsStream.open(pair.first(), client, StreamSettings.DEFAULTS)) {
        c.send("hello".getBytes(UTF_8));
        assertEquals("hello", new String(c.receive(), UTF_8));
        c.updateKeys();
        c.send("again".getBytes(UTF_8));
        assertEquals("again", new String(c.receive(), UTF_8));
      }
    });
  }
}
