package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** A connection over a UNIX socket, through a channel of the JDK. */
final class NioUnixStream extends NioStream implements UnixStreamTransport {

  private final UnixAddress local;
  private final UnixAddress remote;

  NioUnixStream(SocketChannel channel, UnixAddress local, UnixAddress remote) throws IOException {
    super(channel, Readiness.register(channel), local, remote);
    this.local = local;
    this.remote = remote;
  }

  /**
   * Connects. Where the backlog is full the system refuses instead of making known when there is
   * room, so that it can only be tried again.
   */
  static NioUnixStream connect(UnixConnectRequest request) throws IOException {
    Checkpoints.checkpoint();
    UnixDomainSocketAddress address = UnixPaths.toJdk(request.remote());
    var pauses = new Pauses();
    while (true) {
      try {
        return connect(request, address);
      } catch (SocketException e) {
        if (!UnixPaths.isBacklogFull(e)) {
          throw e;
        }
      }
      pauses.pause();
    }
  }

  private static NioUnixStream connect(UnixConnectRequest request, UnixDomainSocketAddress address)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          if (!channel.connect(address)) {
            throw new SocketException("the connection is neither made nor refused");
          }
          return new NioUnixStream(channel, UnixAddress.UNNAMED, request.remote());
        });
  }

  @Override
  public UnixAddress localAddress() {
    return local;
  }

  @Override
  public UnixAddress remoteAddress() {
    return remote;
  }

  @Override
  public PeerCredentials peerCredentials() throws IOException {
    return PeerNames.of(channel());
  }
}
