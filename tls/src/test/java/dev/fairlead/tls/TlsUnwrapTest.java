package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.bytes;
import static dev.fairlead.tls.Traffic.receiveText;
import static dev.fairlead.tls.Traffic.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection below is given back, and nothing that came over it is lost. */
@ForEveryBackend
class TlsUnwrapTest {

  private static final String TLS_1_3 = "TLSv1.3";

  @Test
  void closingForcefullyEndsAnUnwrapThatWaits() throws Exception {
    Peers.connected(
        TLS_1_3,
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              var unwrapping =
                  group.startSoon(
                      () -> assertThrows(ClosedResourceException.class, client::unwrap));
              Fairlead.awaitAllTasksBlocked();

              client.closeForcefully();

              unwrapping.await();
            }));
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 0", "TLSv1.3, 0", "TLSv1.2, 65536", "TLSv1.3, 65536"})
  void unwrappingGivesTheTransportBackInPlain(String protocol, int bufferSize) throws Exception {
    Peers.connected(
        protocol,
        bufferSize,
        (client, server) ->
            TaskGroup.run(group -> {
              var serverPlain = group.startSoon(server::unwrap);
              var plain = client.unwrap();

              group.startSoon(() -> plain.transport().send(bytes("in plain")));
              TlsUnwrapped other = serverPlain.await();
              assertEquals("in plain", receiveText(other, 8));
              assertThrows(ClosedResourceException.class, () -> client.send(bytes("x")));
              client.close();
              plain.transport().close();
            }));
  }

  @Test
  void unwrappingGivesBackWhatCameTogetherWithTheGoodbye() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          client.sendEof();
          client.transport().send(bytes("in plain"));

          var plain = unwrapWhilePeerDoes(server, client);

          assertEquals("in plain", text(plain.leftOver()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void unwrappingAStreamThatIsCutOffIsAnError(String protocol) throws Exception {
    Peers.connected(
        protocol,
        65_536,
        (client, server) -> {
          server.transport().sendEof();

          var error = assertThrows(BrokenResourceException.class, client::unwrap);

          assertTrue(error.getMessage().contains("before the peer said"), error.getMessage());
          assertEquals(TlsEnd.TRUNCATED, client.end());
        });
  }

  @Test
  void unwrappingRefusesToLoseData() throws Exception {
    Peers.connected(
        TLS_1_3,
        65_536,
        (client, server) -> {
          server.send(bytes("not yet received"));

          assertThrows(IllegalStateException.class, client::unwrap);
          assertEquals("not yet received", text(client.receive()));
          assertEquals(0, unwrapWhilePeerDoes(client, server).leftOver().length);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void unwrappingRefusesToLoseDataThatCameTogetherWithTheGoodbye(String protocol) throws Exception {
    Peers.connected(
        protocol,
        65_536,
        (client, server) ->
            TaskGroup.run(group -> {
              server.send(bytes("to the end"));
              var serverPlain = group.startSoon(server::unwrap);
              Fairlead.awaitAllTasksBlocked();
              assertEquals("to", text(client.receive(2)));

              assertThrows(IllegalStateException.class, client::unwrap);

              assertEquals(" the end", text(client.receive()));
              client.unwrap();
              serverPlain.await();
            }));
  }

  @Test
  void whoSendsMeanwhileIsToldThatThisProgramHasEndedIt() throws Exception {
    Peers.connected(
        TLS_1_3,
        10,
        (client, server) ->
            TaskGroup.run(group -> {
              var sending =
                  group.startSoon(() ->
                      assertThrows(
                          ClosedResourceException.class, () -> client.send(new byte[1_000_000])));
              Fairlead.awaitAllTasksBlocked();
              var unwrapping = group.startSoon(client::unwrap);
              Fairlead.awaitAllTasksBlocked();

              for (byte[] _ : server) {}
              server.unwrap();

              assertTrue(sending.await().getMessage().contains("unwrap()"));
              unwrapping.await();
            }));
  }

  private static TlsUnwrapped unwrapWhilePeerDoes(TlsStream stream, TlsStream peer) {
    return TaskGroup.call(group -> {
      group.startSoon(peer::unwrap);
      return stream.unwrap();
    });
  }
}
