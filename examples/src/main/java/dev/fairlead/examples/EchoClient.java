package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.ConnectedUdpSocket;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The client half of the echo demo: sends standard input, prints what comes back. */
final class EchoClient {

  private static final Duration TIME_FOR_THE_REST = ofSeconds(1);

  private EchoClient() {}

  static TaskGroup.GroupAction<IOException> tcp(HostAndPort server) {
    return group -> talk(Net.connectTcp(server.host(), server.port()));
  }

  static TaskGroup.GroupAction<IOException> tls(HostAndPort server, TlsClientContext context) {
    return group -> {
      try (SocketStream socket = Net.connectTcp(server.host(), server.port())) {
        talk(TlsStream.wrapClient(socket, server.host(), context));
      }
    };
  }

  static TaskGroup.GroupAction<IOException> unix(Path path) {
    return group -> talk(Net.connectUnix(path));
  }

  /** Ends when the server does: standard input may have no end. */
  private static void talk(ByteStream connection) throws IOException {
    var terminal = new StandardIo();
    try (ByteStream stream = connection) {
      TaskGroup.<IOException>run(
          o -> o.withPlainFailure(),
          group -> {
            group.startSoon(() -> {
              terminal.copyTo(stream);
              end(stream, group);
            });
            stream.copyTo(terminal);
            group.cancel("the server has ended the connection");
          });
    }
  }

  private static void end(ByteStream stream, TaskGroup group) throws IOException {
    try {
      stream.sendEof();
    } catch (UnsupportedOperationException e) { // TLS 1.2 ends both directions at once.
      Fairlead.sleep(TIME_FOR_THE_REST);
      group.cancel("the server cannot be told about the end");
    }
  }

  static TaskGroup.GroupAction<IOException> udp(HostAndPort server) {
    return group -> {
      try (ConnectedUdpSocket socket = Net.createConnectedUdpSocket(server.host(), server.port())) {
        askLineByLine(socket);
      }
    };
  }

  /** Waits for each answer, but not for ever: datagrams get lost. */
  private static void askLineByLine(ConnectedUdpSocket socket) throws IOException {
    ObjectReceiveStream<String> lines = new BufferedByteStream(new StandardIo()).lines(o -> o);
    for (String line : lines) {
      // A connected socket sends no empty datagram.
      System.out.println(line.isEmpty() ? "" : ask(socket, line));
    }
  }

  private static String ask(ConnectedUdpSocket socket, String line) throws IOException {
    socket.send(line.getBytes(UTF_8));
    return CancelScope.moveOnAfter(ofSeconds(5))
        .attempt(() -> new String(socket.receive(), UTF_8))
        .orElse("(no answer within five seconds)");
  }
}
