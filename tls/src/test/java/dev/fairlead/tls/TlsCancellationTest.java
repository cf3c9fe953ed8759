package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancellation at every single operation of the transport: what it loses, and what it leaves. */
@ForEveryBackend
class TlsCancellationTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  // Shared, so that most handshakes resume a session and take little time.
  private static final TlsServerContext SERVER = Peers.server(o -> o);

  private static final TlsClientContext NEW_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.3"));

  private static final TlsClientContext OLD_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.2"));

  private static TlsClientContext client(String protocol) {
    return protocol.equals("TLSv1.3") ? NEW_CLIENT : OLD_CLIENT;
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** A trap that cancels a scope before the operation of this number, or while it waits. */
  private static RiggedStream.Trap cancelling(CancelScope scope, int at) {
    return operation -> {
      if (operation == at) {
        scope.cancel("at operation " + at);
      }
    };
  }

  // ---- handshakes

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHandshakeCanBeCancelledAtEveryStepAndLeavesTheTransportOpen(String protocol)
      throws Exception {
    for (int at = 0; cancelHandshake(protocol, at, true); at++) {
      assertTrue(at < 100, "a handshake has an end");
    }
    for (int at = 0; cancelHandshake(protocol, at, false); at++) {
      assertTrue(at < 100, "a handshake has an end");
    }
  }

  /** Returns whether the handshake had so many operations that it was cancelled. */
  private static boolean cancelHandshake(String protocol, int at, boolean ofClient)
      throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var scope = CancelScope.create();
    var rigged =
        new RiggedStream(pair.first(), at).inPiecesOf(700).trappedBy(cancelling(scope, at));
    ByteStream clientEnd = ofClient ? rigged : pair.second();
    ByteStream serverEnd = ofClient ? pair.second() : rigged;
    CancelScope.failAfter(LONG)
        .run(() ->
            TaskGroup.run(group -> {
              var peer =
                  group.startSoon(() ->
                      ended(() ->
                          ofClient
                              ? TlsStream.wrapServer(serverEnd, SERVER)
                              : TlsStream.wrapClient(clientEnd, "localhost", client(protocol))));
              scope.run(() -> {
                if (ofClient) {
                  TlsStream.wrapClient(clientEnd, "localhost", client(protocol));
                } else {
                  TlsStream.wrapServer(serverEnd, SERVER);
                }
              });
              pair.second().send(new byte[] {1});
              peer.cancel();
            }));
    // It is the caller's, so it must not be closed.
    assertTrue(pair.first().receive().length > 0);
    return scope.cancelledCaught();
  }

  private interface Wrapping {
    TlsStream wrap() throws IOException;
  }

  private static boolean ended(Wrapping wrapping) throws IOException {
    return wrapping.wrap() != null;
  }

  // ---- sending and receiving

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aSendCanBeCancelledAtEveryStepAndGoesOnWhereItWas(String protocol) throws Exception {
    byte[] data = randomBytes(40_000);
    for (int at = 0; at < 12; at++) {
      var pair = MemoryByteStreams.pair(500);
      var scope = CancelScope.create();
      int[] start = {Integer.MAX_VALUE};
      int step = at;
      var rigged =
          new RiggedStream(pair.first(), at)
              .inPiecesOf(8000)
              .trappedBy(operation -> cancelling(scope, start[0] + step).spring(operation));
      Peers.connected(
          rigged,
          pair.second(),
          client(protocol),
          SERVER,
          (client, server) -> {
            start[0] = rigged.operations();
            TaskGroup.run(group -> {
              var received = group.startSoon(() -> receive(server, data.length));
              var buffer = ByteBuffer.wrap(data);
              scope.run(() -> client.send(buffer));
              assertTrue(scope.cancelCalled());
              client.send(buffer);

              assertArrayEquals(data, received.await());
            });
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aReceiveCanBeCancelledAtEveryStepAndLosesNothing(String protocol) throws Exception {
    byte[] data = randomBytes(10_000);
    for (int at = 0; at < 30; at++) {
      var pair = MemoryByteStreams.pair(500);
      var scope = CancelScope.create();
      int[] start = {Integer.MAX_VALUE};
      int step = at;
      var rigged =
          new RiggedStream(pair.second(), at)
              .inPiecesOf(1000)
              .trappedBy(operation -> cancelling(scope, start[0] + step).spring(operation));
      Peers.connected(
          pair.first(),
          rigged,
          client(protocol),
          SERVER,
          (client, server) -> {
            start[0] = rigged.operations();
            TaskGroup.run(group -> {
              group.startSoon(() -> client.send(data));
              var received = ByteBuffer.allocate(data.length);
              scope.run(() -> receiveInto(received, server));
              receiveInto(received, server);

              assertArrayEquals(data, received.array());
            });
          });
    }
  }

  private static void receiveInto(ByteBuffer target, TlsStream stream) throws IOException {
    while (target.hasRemaining()) {
      stream.receive(target);
    }
  }

  @Test
  void aCancelledSendOverTcpGoesOnWhereItWas() throws Exception {
    byte[] data = randomBytes(4_000_000);
    // Limited, so that the data cannot all be on its way.
    try (var listener =
        Tls.createListener(0, SERVER, o -> o.withOption(StandardSocketOptions.SO_RCVBUF, 65_536))) {
      TaskGroup.run(group -> {
        var received = new Promise<byte[]>();
        var mayRead = new Event();
        group.startSoon(() ->
            listener.serve(server -> {
              mayRead.await();
              received.complete(receive(server, data.length));
            }));
        int port = listener.port();
        try (TlsStream client =
            Tls.connect(
                "localhost",
                port,
                NEW_CLIENT,
                o -> o.withOption(StandardSocketOptions.SO_SNDBUF, 65_536))) {
          var buffer = ByteBuffer.wrap(data);
          for (int i = 0; i < 3; i++) {
            CancelScope.moveOnAfter(Duration.ofMillis(5)).run(() -> client.send(buffer));
          }
          assertTrue(buffer.hasRemaining(), "more fits on the way than this test sends");
          mayRead.set();
          client.send(buffer);
          assertArrayEquals(data, received.await());
        }
        group.cancel();
      });
    }
  }

  // ---- closing

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 0", "TLSv1.3, 0", "TLSv1.2, 65536", "TLSv1.3, 65536"})
  void closingCanBeCancelledAndTheTransportIsClosedAllTheSame(String protocol, int bufferSize)
      throws Exception {
    Peers.connected(
        protocol,
        bufferSize,
        (client, server) -> {
          var scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(() -> scope.run(client::close));
            Fairlead.awaitAllTasksBlocked();
            scope.cancel();
          });

          assertTrue(scope.cancelledCaught());
          assertThrows(IOException.class, () -> receive(server, 1));
        });
  }

  @Test
  void anUnwrapThatWasCancelledCanBeRepeated() throws Exception {
    Peers.connected(
        "TLSv1.3",
        65_536,
        (client, server) -> {
          var scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(() -> scope.run(client::unwrap));
            Fairlead.awaitAllTasksBlocked();
            scope.cancel();
          });
          TaskGroup.run(group -> {
            group.startSoon(server::unwrap);
            assertEquals(0, client.unwrap().leftOver().length);
          });
        });
  }

  @Test
  void aCancelledKeyUpdateIsSentByTheNextSend() throws Exception {
    Peers.connected(
        "TLSv1.3",
        0,
        (client, server) -> {
          var scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(() -> scope.run(client::updateKeys));
            Fairlead.awaitAllTasksBlocked();
            scope.cancel();
          });
          TaskGroup.run(group -> {
            group.startSoon(() -> client.send("with new keys".getBytes(UTF_8)));
            assertEquals("with new keys", new String(server.receive(), UTF_8));
          });
        });
  }
}
