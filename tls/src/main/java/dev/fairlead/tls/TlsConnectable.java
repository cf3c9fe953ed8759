package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.io.IOException;

/**
 * A place to connect to by TLS over whatever another connectable gives.
 *
 * {@snippet file="TlsConnectableSnippets.java" region="connect"}
 *
 * <p>It is always the client. If the handshake fails or is cancelled, the connection below is
 * closed.
 *
 * @param target what is connected to
 * @param host the name or address of the server, which its certificate has to be for
 * @param context options and sessions
 */
public record TlsConnectable(
    Connectable<? extends ByteStream> target, String host, TlsClientContext context)
    implements Connectable<TlsStream> {

  /**
   * Checks the host.
   *
   * @throws IllegalArgumentException if it is empty or cannot be the name of one
   */
  public TlsConnectable {
    context.checkHost(host);
  }

  /** With the default options. */
  public TlsConnectable(Connectable<? extends ByteStream> target, String host) {
    this(target, host, TlsClientContext.shared());
  }

  /**
   * {@inheritDoc}
   *
   * @throws TlsHandshakeException if the handshake fails; it says why
   */
  @Override
  public TlsStream connect() throws IOException {
    return context.wrapOrClose(target.connect(), host, TlsClientContext.NO_PORT);
  }
}
