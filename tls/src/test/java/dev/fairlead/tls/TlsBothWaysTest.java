package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ForEveryBackend
class TlsBothWaysTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  // Shared, so that most handshakes resume a session and take little time.
  private static final TlsServerContext SERVER = Peers.server(o -> o);

  private static final TlsClientContext NEW_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.3"));

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  // ---- both directions at once

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 0", "TLSv1.3, 0", "TLSv1.2, 1", "TLSv1.3, 1", "TLSv1.3, 100"})
  void bothDirectionsAndKeyUpdatesNeverBlockEachOther(String protocol, int bufferSize)
      throws Exception {
    byte[] data = randomBytes(bufferSize == 1 ? 20_000 : 100_000);
    Peers.connected(
        protocol,
        bufferSize,
        (client, server) ->
            CancelScope.failAfter(LONG)
                .run(() ->
                    TaskGroup.run(group -> {
                      group.startSoon(() -> sendWithKeyUpdates(client, data));
                      group.startSoon(() -> sendWithKeyUpdates(server, data));
                      var atServer = group.startSoon(() -> receive(server, data.length));
                      assertArrayEquals(data, receive(client, data.length));
                      assertArrayEquals(data, atServer.await());
                    })));
  }

  private static void sendWithKeyUpdates(TlsStream stream, byte[] data) throws IOException {
    boolean updates = stream.attribute(TlsAttributes.VERSION).equals("TLSv1.3");
    for (int from = 0; from < data.length; from += 7000) {
      if (updates) {
        stream.updateKeys();
      }
      stream.send(ByteBuffer.wrap(data, from, Math.min(7000, data.length - from)));
    }
  }

  // ---- a stream that broke

  @Test
  void whoOnlyReceivesTellsThePeerWhatIsWrongWithItsRecords() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    long[] damageFrom = {Long.MAX_VALUE};
    var rigged =
        new RiggedStream(pair.second(), 1)
            .damagedBy((value, offset) -> (byte) (offset >= damageFrom[0] ? ~value : value));
    Peers.connected(
        pair.first(),
        rigged,
        NEW_CLIENT,
        SERVER,
        (client, server) -> {
          damageFrom[0] = rigged.received() + 10;
          client.send("to be damaged".getBytes(UTF_8));

          var here = assertThrows(BrokenResourceException.class, server::receive);
          assertTrue(here.getMessage().contains("broken"), here.getMessage());
          assertThrows(BrokenResourceException.class, () -> server.send(new byte[1]));
          var there = assertThrows(BrokenResourceException.class, client::receive);
          assertTrue(there.getMessage().contains("bad_record_mac"), there.getMessage());
        });
  }
}
