package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * Connects in a network of its own to an address that becomes a black hole afterwards, once with
 * keep-alive and once without. Writes what became of both.
 */
final class KeepAliveProgram {

  private static final String PEER = "10.9.0.5";
  private static final Duration LONG = Duration.ofSeconds(12);

  private KeepAliveProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() -> {
      try (var listener = Net.createTcpListener(0, o -> o.withLocalHost(PEER));
          var careful = connect(listener.port(), KeepAliveProgram::keptAlive);
          var careless = connect(listener.port(), o -> o)) {
        talk(listener, careful);
        talk(listener, careless);
        System.out.println("probes: " + careful.option(ExtendedSocketOptions.TCP_KEEPCOUNT));
        ToThread.run(KeepAliveProgram::becomeAHole);
        TaskGroup.run(group -> {
          group.startSoon(() -> System.out.println("without: " + fate(careless)));
          System.out.println("with: " + fate(careful));
        });
      }
    });
  }

  private static TcpConnectOptions keptAlive(TcpConnectOptions options) {
    return options
        .withOption(StandardSocketOptions.SO_KEEPALIVE, true)
        .withOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1)
        .withOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1)
        .withOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
  }

  private static SocketStream connect(
      int port, java.util.function.UnaryOperator<TcpConnectOptions> options) throws IOException {
    return Net.connectTcp(PEER, port, o -> options.apply(o).withLocalHost("10.9.0.1"));
  }

  /** Makes sure that the connection is there on both sides; the other one is never heard again. */
  private static void talk(TcpListener listener, SocketStream stream) throws IOException {
    SocketStream server = listener.accept();
    server.send("hello".getBytes(UTF_8));
    stream.receive();
  }

  private static void becomeAHole() throws Exception {
    new ProcessBuilder("ip", "addr", "del", PEER + "/32", "dev", "lo")
        .inheritIO()
        .start()
        .waitFor();
  }

  private static String fate(SocketStream stream) {
    try {
      return CancelScope.moveOnAfter(LONG).attempt(() -> stream.receive()).isPresent()
          ? "received something"
          : "waits";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
