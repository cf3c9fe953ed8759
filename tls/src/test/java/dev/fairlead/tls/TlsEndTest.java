package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream ends when its peer ends one direction, or without a goodbye. */
@ForEveryBackend
class TlsEndTest {

  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void anEndWithoutGoodbyeIsAnError(String protocol) throws Exception {
    Peers.connected(
        protocol,
        65_536,
        (client, server) -> {
          server.send(bytes("last words"));
          server.closeForcefully();

          assertEquals("last words", text(client.receive()));
          var error = assertThrows(BrokenResourceException.class, () -> client.receive());
          assertTrue(error.getMessage().contains("cut off"));
          assertEquals(TlsEnd.TRUNCATED, client.end());
          assertThrows(BrokenResourceException.class, () -> client.receive());
        });
  }

  @Test
  void aTolerantStreamTakesAnEndWithoutGoodbyeForAnEnd() throws Exception {
    var pair = dev.fairlead.stream.MemoryByteStreams.pair(65_536);
    Peers.connected(
        pair.first(),
        pair.second(),
        Peers.client(o -> o.withTruncation(TlsTruncation.TOLERANT)),
        Peers.server(o -> o),
        (client, server) -> {
          server.closeForcefully();

          assertEquals(-1, client.receive(ByteBuffer.allocate(1)));
          assertEquals(TlsEnd.TRUNCATED, client.end());
        });
  }

  @Test
  void oneDirectionCanEndBeforeTheOther() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          client.send(bytes("question"));
          client.sendEof();
          client.sendEof();

          assertEquals("question", text(server.receive()));
          assertThrows(EndOfStreamException.class, () -> server.receive());
          server.send(bytes("answer"));
          assertEquals("answer", text(client.receive()));
          assertThrows(ClosedResourceException.class, () -> client.send(bytes("more")));
        });
  }

  @Test
  void oneDirectionCannotEndAloneInTls12() throws Exception {
    Peers.connected(
        TLS_1_2,
        65_536,
        (client, server) -> {
          var error = assertThrows(UnsupportedOperationException.class, client::sendEof);

          assertTrue(error.getMessage().contains("TLSv1.2"));
          client.send(bytes("still works"));
          assertEquals("still works", text(server.receive()));
        });
  }

  @Test
  void sendingToAPeerThatHasClosedFailsInTls12() throws Exception {
    Peers.connected(
        TLS_1_2,
        65_536,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(server::close);
              assertThrows(EndOfStreamException.class, () -> client.receive());

              assertThrows(BrokenResourceException.class, () -> client.send(bytes("x")));
            }));
  }
}
