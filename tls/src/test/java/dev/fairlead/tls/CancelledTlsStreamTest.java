package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.cancelOnceItWaits;
import static dev.fairlead.tls.Traffic.randomBytes;
import static dev.fairlead.tls.Traffic.receive;
import static dev.fairlead.tls.Traffic.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IdleTimeoutException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cancelled receive or send leaves a stream that goes on. */
@ForEveryBackend
class CancelledTlsStreamTest {

  private static final String TLS_1_3 = "TLSv1.3";

  @Test
  void aCancelledReceiveLosesNothing() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          CancelScope.moveOnAfter(Duration.ofMillis(10)).run(() -> server.receive());

          client.send(bytes("here"));

          assertEquals("here", text(server.receive()));
        });
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 0", "TLSv1.3, 0", "TLSv1.2, 1000", "TLSv1.3, 1000"})
  void aCancelledSendIsTakenUpByTheNext(String protocol, int bufferSize) throws Exception {
    byte[] sent = randomBytes(200_000);
    Peers.connected(
        protocol,
        bufferSize,
        (client, server) -> {
          ByteBuffer buffer = ByteBuffer.wrap(sent);
          cancelOnceItWaits(() -> client.send(buffer));
          assertTrue(buffer.hasRemaining());
          TaskGroup.run(group -> {
            var received = group.startSoon(() -> receive(server, sent.length));

            client.send(buffer);

            assertArrayEquals(sent, received.await());
          });
        });
  }

  @Test
  void anIdleTimeoutIsTheErrorOfASendThatNobodyTakes() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) -> {
          var limited = new IdleTimeoutByteStream(client, Duration.ofMillis(50));

          assertThrows(IdleTimeoutException.class, () -> limited.send(bytes("taken, not sent")));
          assertThrows(IdleTimeoutException.class, () -> limited.send(randomBytes(200_000)));
        });
  }

  @Test
  void closingSendsWhatACancelledSendLeftBehind() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes("taken, not sent"));
          cancelOnceItWaits(() -> client.send(buffer));
          assertEquals(0, buffer.remaining());
          TaskGroup.run(group -> {
            group.startSoon(client::close);

            assertEquals("taken, not sent", text(server.receive()));
            assertThrows(EndOfStreamException.class, () -> server.receive());
            server.close();
          });
        });
  }

  @Test
  void aCancelledStreamIsClosedAtOnce() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          var scope = CancelScope.create();
          scope.cancel();
          scope.run(client::close);

          assertThrows(BrokenResourceException.class, () -> server.receive());
          assertEquals(TlsEnd.TRUNCATED, server.end());
        });
  }
}
