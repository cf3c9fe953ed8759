package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.ListenerTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A listening channel of the JDK. */
class NioListener extends NioTransport<ServerSocketChannel> implements ListenerTransport {

  private final Preparation preparation;
  private final WaitReason accepting = new SocketWait("accept on ", this);

  /** Makes a transport of an accepted, non-blocking channel. */
  @FunctionalInterface
  interface Preparation {
    NioStream prepare(SocketChannel accepted) throws IOException;
  }

  /** Takes over a bound, non-blocking channel. */
  NioListener(ServerSocketChannel channel, SocketAddress local, Preparation preparation)
      throws IOException {
    super(channel, local);
    this.preparation = preparation;
  }

  @Override
  public final Optional<NioStream> tryAccept() throws IOException {
    SocketChannel connection = channel.accept();
    return connection == null ? Optional.empty() : Optional.of(prepared(connection));
  }

  private NioStream prepared(SocketChannel connection) throws IOException {
    return Prepared.orClosed(
        connection,
        () -> {
          connection.configureBlocking(false);
          return preparation.prepare(connection);
        });
  }

  @Override
  public final void awaitConnection() {
    registration.awaitReadable(accepting);
  }
}
