package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.randomBytes;
import static dev.fairlead.tls.Traffic.receive;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;

/** Keys change while the connection is in use. */
@ForEveryBackend
class KeyUpdateTest {

  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  @Test
  void keysCanBeUpdatedWhileOneSideOnlyReceives() throws Exception {
    byte[] sent = randomBytes(50_000);
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              var received = group.startSoon(() -> receive(server, 3 * sent.length));
              for (int i = 0; i < 3; i++) {
                client.updateKeys();
                client.send(sent);
              }
              assertEquals(3 * sent.length, received.await().length);

              group.startSoon(() -> server.send(sent));
              assertArrayEquals(sent, receive(client, sent.length));
            }));
  }

  @Test
  void aFloodOfKeyUpdatesIsAnsweredWithoutGrowing() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> server.receive(1));
              group.startSoon(() -> client.receive(1));
              for (int i = 0; i < 2000; i++) {
                client.updateKeys();
              }
              client.send(bytes("x"));
              server.send(bytes("y"));
            }));
  }

  @Test
  void keysCannotBeUpdatedInTls12() throws Exception {
    Peers.connected(
        TLS_1_2,
        65_536,
        (client, server) -> assertThrows(UnsupportedOperationException.class, client::updateKeys));
  }
}
