package dev.fairlead.net.spi;

import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import java.io.IOException;

/** One connection over a UNIX socket, as a driver makes it. */
public interface UnixStreamTransport extends StreamTransport {

  @Override
  UnixAddress localAddress();

  @Override
  UnixAddress remoteAddress();

  /** Who is on the other side. */
  PeerCredentials peerCredentials() throws IOException;
}
