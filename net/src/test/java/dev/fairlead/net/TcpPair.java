package dev.fairlead.net;

import java.io.IOException;

/** Both ends of one connection. */
record TcpPair(SocketStream here, SocketStream there) implements AutoCloseable {

  static TcpPair open() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      SocketStream here = Net.connectTcp("127.0.0.1", listener.port());
      return new TcpPair(here, listener.accept());
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    there.close();
  }
}
