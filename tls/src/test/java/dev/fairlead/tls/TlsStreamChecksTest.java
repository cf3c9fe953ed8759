package dev.fairlead.tls;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpConnectable;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** TLS streams keep the contract of streams. */
class TlsStreamChecksTest {

  // Small, so that a sender soon has to wait.
  private static final int BUFFER = 16_384;

  private static Ends<TlsStream, TlsStream> secured(
      ByteStream clientEnd, ByteStream serverEnd, String protocol) throws IOException {
    TlsClientContext client = Peers.client(o -> o.withProtocols(protocol));
    TlsServerContext server = Peers.server(UnaryOperator.identity());
    return TaskGroup.<Ends<TlsStream, TlsStream>, IOException>call(
        o -> o.withPlainFailure(),
        group -> {
          TaskHandle<TlsStream> accepted =
              group.startSoon(() -> TlsStream.wrapServer(serverEnd, server));
          TlsStream connected = TlsStream.wrapClient(clientEnd, "localhost", client);
          return new Ends<>(
              Checked.as("EngineTlsStream", connected),
              Checked.as("EngineTlsStream", accepted.await()));
        });
  }

  private static Ends<TlsStream, TlsStream> inMemory(String protocol) throws IOException {
    var pair = MemoryByteStreams.pair(4_096);
    return secured(pair.first(), pair.second(), protocol);
  }

  private static StreamCheckOptions small(StreamCheckOptions options) {
    return options.withMostUnreceived(300_000).withSeeds(1);
  }

  @TestFactory
  Stream<DynamicTest> tls13InMemory() {
    return StreamChecks.halfCloseable(_ -> inMemory("TLSv1.3"), TlsStreamChecksTest::small);
  }

  @TestFactory
  Stream<DynamicTest> tls12InMemory() {
    return StreamChecks.twoWay(
        _ -> inMemory("TLSv1.2"),
        o -> small(o).withBackends(OnBackend.VIRTUAL, OnBackend.SIMULATED));
  }

  @TestFactory
  Stream<DynamicTest> tlsListeners() {
    return listenerChecks("TlsListener", TlsListener<TcpListener>::new);
  }

  @TestFactory
  Stream<DynamicTest> tlsTcpListeners() {
    return listenerChecks("TlsTcpListener", TlsTcpListener::new);
  }

  /** A client is not connected before its handshake, which needs somebody who serves. */
  private static Stream<DynamicTest> listenerChecks(
      String name, BiFunction<TcpListener, TlsServerContext, Listener<TlsStream>> making) {
    return StreamChecks.listener(
            _ -> {
              var below = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
              var target =
                  new TlsConnectable(
                      new TcpConnectable("127.0.0.1", below.port()),
                      "localhost",
                      Peers.client(UnaryOperator.identity()));
              var listener = making.apply(below, Peers.server(UnaryOperator.identity()));
              return new Ends<>(
                  Checked.as(name, listener), Checked.as("TlsConnectable", target)::connect);
            },
            o -> o.withSeeds(1))
        .filter(check -> !check.getDisplayName().endsWith("before serving wait"));
  }

  @TestFactory
  Stream<DynamicTest> tls13OverTcp() {
    return StreamChecks.halfCloseable(
        _ -> {
          try (var listener =
              Net.createTcpListener(
                  0, o -> o.withLocalHost("127.0.0.1").withOption(SO_RCVBUF, BUFFER))) {
            SocketStream client =
                Net.connectTcp("127.0.0.1", listener.port(), o -> o.withOption(SO_SNDBUF, BUFFER));
            return secured(client, listener.accept(), "TLSv1.3");
          }
        },
        o -> o.withBackends(OnBackend.VIRTUAL).withMostUnreceived(6 << 20));
  }
}
