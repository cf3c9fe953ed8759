package dev.fairlead.net;

import java.io.IOException;

/** A handler that sends everything back, and its client. */
final class EchoConnections {

  private EchoConnections() {}

  static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  static SocketStream connectTo(TcpListener listener) throws IOException {
    return Net.connectTcp("127.0.0.1", listener.port());
  }
}
