package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListenOptions;
import dev.fairlead.net.TcpListener;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Sends back what it gets, or talks to a server that does. */
final class EchoDemo {

  static final Demo DEMO =
      new Demo("echo", "A TCP server that sends back what it gets, and its client", EchoDemo::run);

  private static final int DEFAULT_PORT = 7007;
  private static final int BUFFER_BYTES = 16_384;
  private static final String USAGE =
      """
      Usage: ./fairlead echo [--host HOST] [--port PORT]    serve; port 0 takes a free one
             ./fairlead echo --connect HOST:PORT            send standard input, print the answer

      Ctrl-C ends the server in good order.
      """;

  private EchoDemo() {}

  private static void run(List<String> words) throws UsageException {
    Arguments arguments =
        Arguments.parse(words, Set.of("--host", "--port", "--connect"), Set.of("--help"));
    if (arguments.has("--help")) {
      System.out.print(USAGE);
    } else if (arguments.value("--connect").isPresent()) {
      HostAndPort server = HostAndPort.parse(arguments.value("--connect").get());
      Shutdown.run(ofSeconds(1), group -> talkTo(server));
    } else {
      int port = arguments.number("--port", DEFAULT_PORT, 0, 65_535);
      String host = arguments.value("--host").orElse("");
      Shutdown.run(ofSeconds(2), group -> serve(group, host, port));
    }
  }

  private static void serve(TaskGroup group, String host, int port) throws IOException {
    try (TcpListener listener = Net.createTcpListener(port, o -> onHost(o, host))) {
      System.out.println("Echoing on port " + listener.port() + "; try it from another terminal:");
      System.out.println("  ./fairlead echo --connect localhost:" + listener.port());
      group.startSoon(() -> {
        Fairlead.awaitStopRequested();
        listener.drain(ofSeconds(1));
      });
      listener.serve(EchoDemo::echo);
      System.out.println("Done: " + listener.statistics());
    }
  }

  private static TcpListenOptions onHost(TcpListenOptions options, String host) {
    return host.isEmpty() ? options : options.withLocalHost(host);
  }

  private static void echo(SocketStream stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (stream.receive(buffer.clear()) >= 0) {
      stream.send(buffer.flip());
    }
  }

  private static void talkTo(HostAndPort server) throws IOException {
    try (SocketStream stream = Net.connectTcp(server.host(), server.port())) {
      TaskGroup.run(group -> {
        group.startSoon(() -> sendStandardInput(stream));
        for (byte[] chunk : stream) {
          System.out.write(chunk);
          System.out.flush();
        }
        group.cancel("the server has ended the connection");
      });
    }
  }

  private static void sendStandardInput(SocketStream stream) throws IOException {
    byte[] chunk = new byte[BUFFER_BYTES];
    while (true) {
      int count = ToThread.call(o -> o.withAbandon(), () -> System.in.read(chunk));
      if (count < 0) {
        stream.sendEof();
        return;
      }
      stream.send(ByteBuffer.wrap(chunk, 0, count));
    }
  }
}
