package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.randomBytes;
import static dev.fairlead.tls.Traffic.receive;
import static dev.fairlead.tls.Traffic.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BusyResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes go through a stream as they were sent, in both directions at once. */
@ForEveryBackend
class TlsStreamTest {

  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 0", "TLSv1.3, 0", "TLSv1.2, 65536", "TLSv1.3, 65536", "TLSv1.3, 1"})
  void bytesArriveAsTheyWereSent(String protocol, int bufferSize) throws Exception {
    byte[] sent = randomBytes(100_000);
    Peers.connected(
        protocol,
        bufferSize,
        (client, server) ->
            TaskGroup.run(group -> {
              TaskHandle<byte[]> received = group.startSoon(() -> receive(server, sent.length));

              client.send(sent);

              assertArrayEquals(sent, received.await());
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void bothDirectionsWorkAtOnceWithoutAnyBuffer(String protocol) throws Exception {
    byte[] sent = randomBytes(300_000);
    Peers.connected(
        protocol,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              var fromClient = group.startSoon(() -> receive(server, sent.length));
              var fromServer = group.startSoon(() -> receive(client, sent.length));
              group.startSoon(() -> server.send(sent));

              client.send(sent);

              assertArrayEquals(sent, fromClient.await());
              assertArrayEquals(sent, fromServer.await());
            }));
  }

  @Test
  void aSmallBufferGetsARecordInPieces() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          client.send(bytes("hello world"));
          ByteBuffer target = ByteBuffer.allocate(5);

          assertEquals(5, server.receive(target));
          assertEquals(" worl", text(server.receive(5)));
          assertEquals("d", text(server.receive()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void sixtyFourKilobytesGoToTheTransportAtOnce(String protocol) throws Exception {
    var pair = MemoryByteStreams.pair(100_000);
    var transport = new RiggedStream(pair.first(), 0);
    Peers.connected(
        transport,
        pair.second(),
        Peers.client(Peers.clientOf(protocol)),
        Peers.server(o -> o),
        (client, server) -> {
          int before = transport.operations();

          client.send(new byte[65_536]);

          assertEquals(1, transport.operations() - before);
          assertEquals(65_536, receive(server, 65_536).length);
        });
  }

  @Test
  void sendingNothingSendsNothing() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          client.send(new byte[0]);
          client.send();
          client.send(bytes("x"));

          assertEquals("x", text(server.receive()));
        });
  }

  @Test
  void severalBuffersAreSentInOrder() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          client.send(ByteBuffer.wrap(bytes("one ")), ByteBuffer.wrap(bytes("two")));

          assertEquals("one two", text(server.receive()));
        });
  }

  @Test
  void aBufferWithoutRoomIsRefused() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          assertThrows(
              IllegalArgumentException.class, () -> client.receive(ByteBuffer.allocate(0)));
          assertThrows(IllegalArgumentException.class, () -> client.receive(0));
        });
  }

  @Test
  void aSecondReceiverIsRefused() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> client.receive());
              Fairlead.awaitAllTasksBlocked();

              assertThrows(BusyResourceException.class, () -> client.receive());
              group.cancel();
            }));
  }

  @Test
  void aSecondSenderIsRefused() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> client.send(bytes("one")));
              Fairlead.awaitAllTasksBlocked();

              assertThrows(BusyResourceException.class, () -> client.send(bytes("two")));
              group.cancel();
            }));
  }
}
