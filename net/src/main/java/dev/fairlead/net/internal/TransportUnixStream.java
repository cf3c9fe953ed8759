package dev.fairlead.net.internal;

import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.UnixSocketStream;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;

/** The public face of a transport over a UNIX socket. */
public final class TransportUnixStream extends TransportStream implements UnixSocketStream {

  private final UnixStreamTransport transport;

  /** Takes over a transport. */
  public TransportUnixStream(UnixStreamTransport transport) {
    super(transport);
    this.transport = transport;
  }

  /** Takes over a transport that a UNIX listener has accepted. */
  public static UnixSocketStream of(StreamTransport accepted) {
    return new TransportUnixStream((UnixStreamTransport) accepted);
  }

  @Override
  public UnixAddress localAddress() {
    return transport.localAddress();
  }

  @Override
  public UnixAddress remoteAddress() {
    return transport.remoteAddress();
  }

  @Override
  public PeerCredentials peerCredentials() throws IOException {
    ensureOpen("ask for the peer of");
    return transport.peerCredentials();
  }
}
