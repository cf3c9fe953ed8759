package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.randomBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing says goodbye, waits for nobody for ever, and wakes who waits. */
@ForEveryBackend
class TlsClosingTest {

  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void closingIsTheEndForThePeerAndClean(String protocol) throws Exception {
    Peers.connected(
        protocol,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(client::close);

              assertThrows(EndOfStreamException.class, () -> server.receive());
              assertEquals(-1, server.receive(ByteBuffer.allocate(1)));
              assertEquals(TlsEnd.CLEAN, server.end());
              server.close();
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void bothCanCloseAtTheSameTimeWithoutAnyBuffer(String protocol) throws Exception {
    Peers.connected(
        protocol,
        0,
        (client, server) ->
            CancelScope.failAfter(Duration.ofSeconds(9))
                .run(() -> {
                  TaskGroup.run(group -> {
                    group.startSoon(client::close);
                    group.startSoon(server::close);
                  });
                  assertEquals(TlsEnd.CLEAN, client.end());
                  assertEquals(TlsEnd.CLEAN, server.end());
                }));
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void closingThrowsAwayWhatThePeerStillSends(String protocol) throws Exception {
    Peers.connected(
        protocol,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> {
                server.send(randomBytes(200_000));
                server.close();
              });

              client.close();

              assertEquals(TlsEnd.CLEAN, client.end());
            }));
  }

  @Test
  void closingDoesNotWaitForAPeerThatSaysNothing() throws Exception {
    var pair = dev.fairlead.stream.MemoryByteStreams.pair(65_536);
    Peers.connected(
        pair.first(),
        pair.second(),
        Peers.client(o -> o.withCloseTimeout(Duration.ofMillis(50))),
        Peers.server(o -> o),
        (client, server) -> {
          client.close();

          assertEquals(TlsEnd.OPEN, client.end());
          assertThrows(ClosedResourceException.class, () -> client.send(bytes("x")));
          assertThrows(ClosedResourceException.class, () -> client.receive());
        });
  }

  @Test
  void closingTwiceDoesNothing() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          TaskGroup.run(group -> {
            group.startSoon(server::close);
            client.close();
          });
          client.close();
          client.closeForcefully();
          assertEquals(TlsEnd.CLEAN, client.end());
        });
  }

  @Test
  void closingWakesWhoReceivesAndWhoSends() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              var receiver =
                  group.startSoon(
                      () -> assertThrows(ClosedResourceException.class, client::receive));
              var sender =
                  group.startSoon(() ->
                      assertThrows(
                          ClosedResourceException.class, () -> client.send(randomBytes(100_000))));
              Fairlead.awaitAllTasksBlocked();

              client.closeForcefully();

              receiver.await();
              sender.await();
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void closingForcefullyEndsACloseThatWaits(String protocol) throws Exception {
    Peers.connected(
        protocol,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              var closing = group.startSoon(client::close);
              Fairlead.awaitAllTasksBlocked();

              client.closeForcefully();

              closing.await();
              assertThrows(ClosedResourceException.class, () -> client.send(bytes("x")));
            }));
  }
}
