package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.process.Signals;
import dev.fairlead.tls.TlsServerContext;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The server of the tutorial as a program. */
final class ChatDemo {

  static final Demo DEMO =
      new Demo("chat", "A chat room: the server of docs/tutorial.md", ChatDemo::run);

  private static final int DEFAULT_PORT = 7008;
  private static final String USAGE =
      """
      Usage: ./fairlead chat [--port PORT] [--tls --certificate FILE --key FILE]

      Everybody who connects hears everybody: nc localhost 7008, or with --tls
      openssl s_client -quiet -connect localhost:7008. Ctrl-C says goodbye to all and ends.
      """;

  private ChatDemo() {}

  private static void run(List<String> words) throws Exception {
    Arguments arguments =
        Arguments.parse(
            words, Set.of("--port", "--certificate", "--key"), Set.of("--tls", "--help"));
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    arguments.demandNoRest();
    arguments.demandWith("--tls", "--certificate", "--key");
    int port = arguments.number("--port", DEFAULT_PORT, 0, 65_535);
    if (arguments.has("--tls")) {
      TlsServerContext context =
          Certificates.server(arguments.path("--certificate"), arguments.path("--key"));
      serve(port, listener -> new ChatServer().serve(listener, context));
    } else {
      serve(port, listener -> new ChatServer().serve(listener));
    }
  }

  /** Serves on a listener. */
  private interface Service {
    void serve(TcpListener listener) throws IOException;
  }

  private static void serve(int port, Service service) throws IOException {
    // @start region="main"
    TaskGroup.GroupAction<IOException> program =
        group -> {
          try (TcpListener listener = Net.createTcpListener(port)) {
            System.out.println("Chatting on port " + listener.port());
            service.serve(listener);
          }
        };
    Fairlead.run(() -> Signals.runUntilStopped(ofSeconds(5), program));
    // @end
  }
}
