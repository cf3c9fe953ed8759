package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  // ---- the end

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

  // ---- unwrapping

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

  private static TlsUnwrapped unwrapWhilePeerDoes(TlsStream stream, TlsStream peer) {
    return TaskGroup.call(group -> {
      group.startSoon(peer::unwrap);
      return stream.unwrap();
    });
  }

  // ---- cancellation

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

  // ---- keys

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

  // ----

  private interface Step {
    void run() throws Exception;
  }

  private static void cancelOnceItWaits(Step step) {
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> step.run());
      Fairlead.awaitAllTasksBlocked();
      waiting.cancel();
    });
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] receive(TlsStream stream, int size) throws Exception {
    var received = new ByteArrayOutputStream();
    while (received.size() < size) {
      received.writeBytes(stream.receive());
    }
    return received.toByteArray();
  }

  private static String receiveText(TlsUnwrapped plain, int size) throws Exception {
    var received = new ByteArrayOutputStream();
    received.writeBytes(plain.leftOver());
    while (received.size() < size) {
      received.writeBytes(plain.transport().receive());
    }
    return received.toString(UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
