package dev.fairlead.net.internal.serve;

import dev.fairlead.net.SocketStream;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;

/** How one call of serve serves connections once they are accepted. */
interface Reception<S extends SocketStream> {

  /** Accepts and serves, until it is to end. */
  void run() throws IOException;

  /** Takes over a connection: closes it, and gives its place back, at its end. */
  void receive(StreamTransport transport, S stream) throws IOException;
}
