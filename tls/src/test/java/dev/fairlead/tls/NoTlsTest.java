package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Handshakes with peers that do not speak TLS: an error that says so. */
@ForEveryBackend
class NoTlsTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  private static TlsHandshakeException serverHears(byte[]... parts) throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    for (byte[] part : parts) {
      pair.first().send(part);
    }
    pair.first().sendEof();
    return CancelScope.failAfter(LONG)
        .call(() ->
            assertThrows(
                TlsHandshakeException.class,
                () -> TlsStream.wrapServer(pair.second(), Peers.server(o -> o))));
  }

  private static TlsHandshakeException clientHears(byte[] answer) throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    pair.second().send(answer);
    pair.second().sendEof();
    return CancelScope.failAfter(LONG)
        .call(() ->
            assertThrows(
                TlsHandshakeException.class,
                () -> TlsStream.wrapClient(pair.first(), "localhost", Peers.client(o -> o))));
  }

  @Test
  void plainHttpSpokenToATlsServer() throws Exception {
    var failure = serverHears("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));

    assertEquals(Reason.NOT_TLS, failure.reason());
    assertTrue(failure.getMessage().contains("is not TLS"), failure.getMessage());
  }

  @Test
  void tlsSpokenToAPlainHttpServer() throws Exception {
    var failure = clientHears("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));

    assertEquals(Reason.NOT_TLS, failure.reason());
  }

  @Test
  void garbageInsteadOfAHello() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[1 + random.nextInt(300)];
      random.nextBytes(garbage);
      if (i % 2 == 0) {
        garbage[0] = 22; // Looks like a record of a handshake at first.
      }

      assertTrue(serverHears(garbage).getMessage().contains("failed: "));
      assertTrue(clientHears(garbage).getMessage().contains("failed: "));
    }
  }
}
