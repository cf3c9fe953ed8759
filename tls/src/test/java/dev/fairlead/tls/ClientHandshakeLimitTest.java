package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall: clients give them up by themselves, with and without a task that waits. */
@ForEveryBackend
class ClientHandshakeLimitTest {

  private static final int STEPS = 20;

  private static TlsClientContext impatient(String protocol) {
    return Peers.client(o -> o.withProtocols(protocol).withHandshakeTimeout(Duration.ofMillis(10)));
  }

  private static TlsClientContext patient(String protocol) {
    return Peers.client(o -> o.withProtocols(protocol));
  }

  /** What a client does with its end. */
  private interface Client {
    void wrap(ByteStream transport) throws Exception;
  }

  /** Lets a client talk to a server that is heard up to a point only. */
  private static void stallingAt(long offset, Client client) throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var rigged = new RiggedStream(pair.first(), 1).stallingAt(offset);
    TaskGroup.run(group -> {
      group.startSoon(() ->
          assertThrows(
              IOException.class,
              () -> TlsStream.wrapServer(pair.second(), Peers.server(o -> o)).receive()));
      client.wrap(rigged);
      rigged.close();
    });
  }

  /** How many bytes a client receives in its handshake, or some fewer. */
  private static long bytesOfHandshake(String protocol) throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var rigged = new RiggedStream(pair.first(), 1);
    long[] bytes = new long[1];
    Peers.connected(
        rigged,
        pair.second(),
        patient(protocol),
        Peers.server(o -> o),
        (client, server) -> bytes[0] = rigged.received() - 16);
    return bytes[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerThatStallsInAnyStepIsGivenUp(String protocol) throws Exception {
    TlsClientContext context = impatient(protocol);
    long whole = bytesOfHandshake(protocol);
    for (long at = 0; at < whole; at += 1 + whole / STEPS) {
      stallingAt(
          at,
          transport -> {
            var failure =
                assertThrows(
                    TlsHandshakeException.class,
                    () -> TlsStream.wrapClient(transport, "localhost", context));
            assertEquals(Reason.TIMED_OUT, failure.reason());
            assertEquals(
                "the TLS handshake with the server failed: it was not done within PT0.01S, because"
                    + " the server stalled; withHandshakeTimeout(...) allows more",
                failure.getMessage());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void byTurnsItIsGivenUpAndTheTransportClosed(String protocol) throws Exception {
    TurnHandler<ByteStream> handler =
        impatient(protocol)
            .handshakingByTurns(
                "localhost",
                stream -> {
                  throw new AssertionError("it never begins");
                });
    long whole = bytesOfHandshake(protocol);
    for (long at = 0; at < whole; at += 1 + whole / STEPS) {
      stallingAt(
          at,
          transport -> {
            var failure = assertThrows(TlsHandshakeException.class, () -> handler.begin(transport));
            assertEquals(Reason.TIMED_OUT, failure.reason());
            assertThrows(ClosedResourceException.class, () -> transport.send(new byte[1]));
          });
    }
  }

  @Test
  void aServerThatTakesNothingIsGivenUpToo() throws Exception {
    var pair = MemoryByteStreams.pair(0);

    var failure =
        assertThrows(
            TlsHandshakeException.class,
            () -> TlsStream.wrapClient(pair.first(), "localhost", impatient("TLSv1.3")));

    assertEquals(Reason.TIMED_OUT, failure.reason());
  }

  @Test
  void amongOthersByTurnsItHarmsNone() throws IOException {
    var failed = new Promise<Exception>();
    var heard = new Promise<String>();
    try (var silent = Net.createTcpListener(0);
        var server = Tls.createListener(0, Peers.server(o -> o));
        var listener = HandoverListener.<SocketStream>create()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> silent.serve(stream -> Fairlead.sleepForever()));
        group.startSoon(() -> server.serve(stream -> stream.send("hello".getBytes(UTF_8))));
        group.startSoon(() ->
            listener.serveByTurns(
                impatientWith(silent.port(), stream -> hear(stream, heard)),
                o -> o.withFailureHook(failure -> failed.complete(failure.failure()))));
        listener.handOver(Net.connectTcp("127.0.0.1", silent.port()));
        listener.handOver(Net.connectTcp("127.0.0.1", server.port()));

        assertEquals("hello", heard.await());
        var failure = assertInstanceOf(TlsHandshakeException.class, failed.await());
        assertEquals(Reason.TIMED_OUT, failure.reason());
        listener.drain(Duration.ofSeconds(5));
        group.cancel();
      });
    }
  }

  /** Who works has as long as it takes, whatever else the machine does. */
  private static TurnHandler<SocketStream> impatientWith(int port, TurnHandler<TlsStream> handler) {
    var impatient = impatient("TLSv1.3").handshakingByTurns("127.0.0.1", handler);
    var patient = patient("TLSv1.3").handshakingByTurns("127.0.0.1", handler);
    return stream -> {
      var peer = (InetSocketAddress) stream.remoteAddress();
      return (peer.getPort() == port ? impatient : patient).begin(stream);
    };
  }

  private static TurnHandler.Turn hear(TlsStream stream, Promise<String> heard) {
    return () -> {
      heard.complete(new String(stream.receive(), UTF_8));
      return false;
    };
  }

  @Test
  void aDeadlineAroundItIsStillTheCallers() {
    var pair = MemoryByteStreams.pair(65_536);
    assertThrows(
        DeadlineExceededException.class,
        () ->
            CancelScope.failAfter(Duration.ofMillis(10))
                .run(() -> TlsStream.wrapClient(pair.first(), "localhost", patient("TLSv1.3"))));
  }

  @Test
  void aDeadlineOfTheTransportIsStillTheTransports() {
    var own = new DeadlineExceededException("the transport's own");
    var pair = MemoryByteStreams.pair(65_536);
    var transport =
        new ForwardingByteStream(pair.first()) {
          @Override
          public void send(ByteBuffer... buffers) {
            throw own;
          }
        };

    var thrown =
        assertThrows(
            DeadlineExceededException.class,
            () -> TlsStream.wrapClient(transport, "localhost", patient("TLSv1.3")));

    assertSame(own, thrown);
  }

  @Test
  void aHandshakeNeedsSomeTime() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> TlsClientOptions.defaults().withHandshakeTimeout(Duration.ZERO));
    assertEquals("a handshake needs some time: PT0S; 30 s are usual", refused.getMessage());
    assertTrue(TlsClientOptions.defaults().handshakeTimeout().isPositive());
  }
}
