package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.TaskGroup;
import dev.fairlead.examples.EchoServer.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Sends back what it gets, or talks to a server that does. */
final class EchoDemo {

  static final Demo DEMO =
      new Demo(
          "echo",
          "Sends back what it gets, over TCP, TLS, UDP or UNIX; and a client",
          EchoDemo::run);

  private static final int DEFAULT_PORT = 7007;
  private static final String UNIX = "unix:";
  private static final Set<String> WITH_VALUE =
      Set.of("--host", "--port", "--unix", "--connect", "--certificate", "--key", "--ca");
  private static final Set<String> WITHOUT_VALUE = Set.of("--tls", "--udp", "--by-turns", "--help");
  private static final String USAGE =
      """
      Usage: ./fairlead echo [--host HOST] [--port PORT]          serve TCP; port 0 takes a free one
             ./fairlead echo --tls --certificate FILE --key FILE  serve TLS, with these PEM files
             ./fairlead echo --udp                                serve datagrams
             ./fairlead echo --unix PATH                          serve a UNIX socket

             ./fairlead echo --connect HOST:PORT [--tls [--ca FILE] | --udp]
             ./fairlead echo --connect unix:PATH

      With --by-turns a connection has a turn when it sends something, and no task in between.

      A client sends standard input and prints the answer. --ca trusts these certificates too.
      Over UDP every line is a datagram. Ctrl-C ends the server in good order.

      A certificate to try TLS with:
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \\
          -addext subjectAltName=DNS:localhost -keyout server.key -out server.crt
        ./fairlead echo --tls --certificate server.crt --key server.key
        ./fairlead echo --connect localhost:7007 --tls --ca server.crt
      """;

  private EchoDemo() {}

  private static void run(List<String> words) throws Exception {
    Arguments arguments = Arguments.parse(words, WITH_VALUE, WITHOUT_VALUE);
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    arguments.demandNoRest();
    arguments.demandOnlyOneOf("--tls", "--udp", "--unix");
    arguments.demandWith("--tls", "--certificate", "--key", "--ca");
    arguments.demandWith("--connect", "--ca");
    arguments.demandWithout("--by-turns", "--udp", "--connect");
    arguments.demandWithout("--unix", "--host", "--port");
    arguments.demandWithout("--connect", "--host", "--port", "--unix", "--certificate", "--key");
    if (arguments.value("--connect").isPresent()) {
      TaskGroup.GroupAction<IOException> client = client(arguments);
      Shutdown.run(ofSeconds(1), client);
    } else {
      TaskGroup.GroupAction<IOException> server = server(arguments);
      Shutdown.serve(ofSeconds(2), server);
    }
  }

  private static TaskGroup.GroupAction<IOException> server(Arguments arguments)
      throws IOException, UsageException {
    int port = arguments.number("--port", DEFAULT_PORT, 0, 65_535);
    String host = arguments.value("--host").orElse("");
    Style style = arguments.has("--by-turns") ? Style.BY_TURNS : Style.IN_TASKS;
    if (arguments.value("--unix").isPresent()) {
      return EchoServer.unix(arguments.path("--unix"), style);
    }
    if (arguments.has("--udp")) {
      return EchoServer.udp(host, port);
    }
    if (arguments.has("--tls")) {
      return EchoServer.tls(
          host, port, arguments.path("--certificate"), arguments.path("--key"), style);
    }
    return EchoServer.tcp(host, port, style);
  }

  private static TaskGroup.GroupAction<IOException> client(Arguments arguments)
      throws IOException, UsageException {
    String place = arguments.value("--connect").orElseThrow();
    if (place.startsWith(UNIX)) {
      if (arguments.has("--tls") || arguments.has("--udp")) {
        throw new UsageException("to a UNIX socket there is no --tls and no --udp: " + place);
      }
      return EchoClient.unix(pathOf(place));
    }
    HostAndPort server = HostAndPort.parse(place);
    if (arguments.has("--udp")) {
      return EchoClient.udp(server);
    }
    if (arguments.has("--tls")) {
      return EchoClient.tls(server, Certificates.client(arguments.value("--ca")));
    }
    return EchoClient.tcp(server);
  }

  private static Path pathOf(String place) throws UsageException {
    String path = place.substring(UNIX.length());
    if (path.isEmpty()) {
      throw new UsageException("this place names no path: " + place);
    }
    return Path.of(path);
  }
}
