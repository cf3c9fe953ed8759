package dev.fairlead.net.internal.serve;

import dev.fairlead.net.SocketStream;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;

/** How connections are served once they are accepted. */
interface Reception<S extends SocketStream> {

  /** Takes over a connection: closes it, and gives its place back, at its end. */
  void receive(Serving<S> serving, StreamTransport transport, S stream) throws IOException;
}
