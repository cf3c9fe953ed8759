package dev.fairlead.examples;

import dev.fairlead.examples.Place.Incoming;
import dev.fairlead.examples.Place.Nature;
import dev.fairlead.examples.Place.Outgoing;
import dev.fairlead.file.FileReadStream;
import dev.fairlead.file.FileWriteStream;
import dev.fairlead.net.Net;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsClientContext;
import java.nio.file.Path;

/** Reads the names of places. */
final class Places {

  static final String HELP =
      """
        tcp:HOST:PORT                   connect
        tcp-listen:PORT                 wait for connections; or tcp-listen:HOST:PORT
        tls:HOST:PORT                   connect, with TLS
        unix:PATH                       connect to a UNIX socket
        unix-listen:PATH                wait for connections to a UNIX socket
        udp:HOST:PORT                   datagrams
        file:PATH                       read it (as the first place) or write it (as the second)
        exec:COMMAND                    a program, started by a shell
        stdio or -                      standard input and output
      """;

  /** Which of the two it is. */
  enum Position {
    FIRST,
    SECOND
  }

  private final TlsClientContext tls;

  Places(TlsClientContext tls) {
    this.tls = tls;
  }

  Place parse(String text, Position position) throws UsageException {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "tcp" -> tcp(text, HostAndPort.parse(rest));
      case "tcp-listen" -> tcpListen(text, rest);
      case "tls" -> tls(text, HostAndPort.parse(rest));
      case "unix" -> unix(text, path(text, rest));
      case "unix-listen" -> unixListen(text, path(text, rest));
      case "udp" -> udp(text, HostAndPort.parse(rest));
      case "file" -> file(text, path(text, rest), position);
      case "exec" -> new Outgoing(text, Nature.MANY, () -> ProcessBytes.start(rest));
      case "stdio", "-" -> new Outgoing(text, Nature.ENDLESS, StandardIo::new);
      default -> throw new UsageException("there is no place of this kind: " + text);
    };
  }

  private static Path path(String text, String name) throws UsageException {
    if (name.isEmpty()) {
      throw new UsageException("this place names no path: " + text);
    }
    return Path.of(name);
  }

  private static Place unix(String text, Path path) {
    return new Outgoing(text, Nature.MANY, () -> Net.connectUnix(path));
  }

  private static Place unixListen(String text, Path path) {
    return new Incoming(text, () -> Net.createUnixListener(path));
  }

  private static Place tcp(String text, HostAndPort to) {
    return new Outgoing(text, Nature.MANY, () -> Net.connectTcp(to.host(), to.port()));
  }

  private static Place tcpListen(String text, String rest) throws UsageException {
    int colon = rest.lastIndexOf(':');
    int port = HostAndPort.portToListen(rest.substring(colon + 1), text);
    if (colon < 0) {
      return new Incoming(text, () -> Net.createTcpListener(port));
    }
    String host = HostAndPort.withoutBrackets(rest.substring(0, colon));
    return new Incoming(text, () -> Net.createTcpListener(port, o -> o.withLocalHost(host)));
  }

  private Place tls(String text, HostAndPort to) {
    return new Outgoing(text, Nature.MANY, () -> Tls.connect(to.host(), to.port(), tls));
  }

  private static Place udp(String text, HostAndPort to) {
    return new Outgoing(
        text,
        Nature.ENDLESS_MANY,
        () -> new DatagramBytes(Net.createConnectedUdpSocket(to.host(), to.port())));
  }

  private static Place file(String text, Path path, Position position) {
    return position == Position.FIRST
        ? new Outgoing(text, Nature.ONE, () -> new FileBytes(FileReadStream.open(path)))
        : new Outgoing(text, Nature.SILENT, () -> new FileTarget(FileWriteStream.open(path)));
  }
}
