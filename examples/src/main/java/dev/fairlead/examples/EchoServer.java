package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Datagram;
import dev.fairlead.net.DatagramStatistics;
import dev.fairlead.net.ListenerStatistics;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.net.UdpSocket;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.tls.TlsListener;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The server half of the echo demo. Each of its programs serves until it is asked to stop. */
final class EchoServer {

  private static final int BUFFER_BYTES = 16_384;

  /** What a connection has: a task of its own, or a turn whenever it has sent something. */
  enum Style {
    IN_TASKS,
    BY_TURNS
  }

  /** Serves on a listener. */
  private interface Service<S extends SocketStream> {
    void serve(SocketListener<S> listener) throws IOException;
  }

  private EchoServer() {}

  static TaskGroup.GroupAction<IOException> tcp(String host, int port, Style style) {
    return group -> serveTcp(group, host, port, "", listener -> serve(listener, style));
  }

  static TaskGroup.GroupAction<IOException> tls(
      String host, int port, Path certificate, Path key, Style style) throws IOException {
    TlsServerContext context = Certificates.server(certificate, key);
    return group ->
        serveTcp(
            group,
            host,
            port,
            " --tls --ca " + certificate,
            listener -> serve(listener, context, style));
  }

  private static void serve(SocketListener<? extends SocketStream> listener, Style style)
      throws IOException {
    switch (style) {
      case IN_TASKS -> listener.serve(EchoServer::echo);
      case BY_TURNS -> listener.serveByTurns(EchoServer::echoByTurns);
    }
  }

  private static void serve(
      SocketListener<? extends SocketStream> listener, TlsServerContext context, Style style)
      throws IOException {
    switch (style) {
      case IN_TASKS -> listener.serve(stream -> echo(handshake(stream, context)));
      case BY_TURNS ->
          listener.serveByTurns(
              new TlsListener<>(listener, context, o -> o.withHandshakeTimeout(ofSeconds(10)))
                  .handshakingByTurns(EchoServer::echoByTurns));
    }
  }

  private static TlsStream handshake(SocketStream stream, TlsServerContext context)
      throws IOException {
    return CancelScope.failAfter(ofSeconds(10)).call(() -> TlsStream.wrapServer(stream, context));
  }

  private static void serveTcp(
      TaskGroup group, String host, int port, String option, Service<SocketStream> service)
      throws IOException {
    try (TcpListener listener =
        Net.createTcpListener(port, o -> host.isEmpty() ? o : o.withLocalHost(host))) {
      announce("port " + listener.port(), "localhost:" + listener.port() + option);
      serve(group, listener, service);
    }
  }

  static TaskGroup.GroupAction<IOException> unix(Path path, Style style) {
    return group -> {
      try (var listener = Net.createUnixListener(path)) {
        announce(path.toString(), "unix:" + path);
        serve(group, listener, here -> serve(here, style));
      }
    };
  }

  private static <S extends SocketStream> void serve(
      TaskGroup group, SocketListener<S> listener, Service<S> service) throws IOException {
    group.startSoon(
        o -> o.withName("stop"),
        () -> {
          Fairlead.awaitStopRequested();
          listener.drain(ofSeconds(1));
        });
    service.serve(listener);
    ListenerStatistics done = listener.statistics();
    System.out.println("Done: connections " + done.accepted() + ", failed " + done.failed());
  }

  /** One connection. */
  private static void echo(ByteStream connection) throws IOException {
    try (ByteStream stream = connection) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (stream.receive(buffer.clear()) >= 0) {
        stream.send(buffer.flip());
      }
    }
  }

  /** As {@link #echo}; between two turns a connection has neither a task nor a buffer. */
  private static TurnHandler.Turn echoByTurns(ByteStream stream) {
    return () -> {
      stream.send(stream.receive(BUFFER_BYTES));
      return true;
    };
  }

  static TaskGroup.GroupAction<IOException> udp(String host, int port) {
    return group -> {
      try (UdpSocket socket =
          Net.createUdpSocket(
              o -> (host.isEmpty() ? o : o.withLocalHost(host)).withLocalPort(port))) {
        announce("port " + socket.port(), "localhost:" + socket.port() + " --udp");
        echoDatagrams(socket);
        DatagramStatistics done = socket.statistics();
        System.out.println(
            "Done: datagrams in " + done.datagramsReceived() + ", out " + done.datagramsSent());
      }
    };
  }

  /** There are no connections to drain: the end is the end. */
  private static void echoDatagrams(UdpSocket socket) {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        while (true) {
          answer(socket, socket.receive());
        }
      });
      Fairlead.awaitStopRequested();
      group.cancel("stopped by the user");
    });
  }

  /** Anybody may write a sender on a datagram that no answer can reach: harm to no other. */
  static void answer(UdpSocket socket, Datagram datagram) {
    try {
      socket.sendTo(datagram.data(), datagram.address());
    } catch (IOException e) {
      System.err.println("fairlead echo: " + Main.describe(e));
    }
  }

  private static void announce(String place, String connect) {
    System.out.println("Echoing on " + place + "; try it from another terminal:");
    System.out.println("  ./fairlead echo --connect " + connect);
  }
}
