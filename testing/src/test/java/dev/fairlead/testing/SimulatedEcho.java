package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import java.io.IOException;

/** A server on a simulated host that sends everything back, and its client, as users write them. */
final class SimulatedEcho {

  private SimulatedEcho() {}

  /** Starts the server as a service of the group; returns its port. */
  static int start(SimulatedHost host, TaskGroup group) throws IOException {
    TcpListener listener = host.call(() -> Net.createTcpListener(0));
    host.run(() ->
        group.startSoon(
            o -> o.withService(),
            () -> {
              try (listener) {
                listener.serve(SimulatedEcho::echo);
              }
            }));
    return listener.port();
  }

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  /** Sends a text and returns as much of the answer. */
  static String ask(SocketStream stream, String text) throws IOException {
    stream.send(text.getBytes(US_ASCII));
    var answer = new StringBuilder();
    while (answer.length() < text.length()) {
      answer.append(new String(stream.receive(), US_ASCII));
    }
    return answer.toString();
  }
}
