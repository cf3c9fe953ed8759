package dev.fairlead.net.internal.nio;

import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A listening UNIX socket of the JDK, with its file. */
final class NioUnixListener extends NioListener {

  private final Optional<Path> unlink;
  private final Optional<Object> identity;

  private NioUnixListener(
      ServerSocketChannel channel, UnixListenRequest request, Path path, Optional<Object> identity)
      throws IOException {
    super(
        channel,
        request.local(),
        accepted -> new NioUnixStream(accepted, request.local(), UnixAddress.UNNAMED));
    this.unlink = request.unlinkOnClose() ? Optional.of(path) : Optional.empty();
    this.identity = identity;
  }

  static NioUnixListener open(UnixListenRequest request) throws IOException {
    Path path = UnixPaths.checked(UnixPaths.toJdk(request.local()).getPath());
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          Optional<Object> identity = ToThread.call(() -> bind(channel, request, path));
          return new NioUnixListener(channel, request, path, identity);
        });
  }

  /** Binds it, and returns what its file is told by. */
  private static Optional<Object> bind(
      ServerSocketChannel channel, UnixListenRequest request, Path path) throws IOException {
    if (request.mode().isPresent()) {
      UnixBinding.inPrivate(
          path,
          request.mode(),
          hidden -> channel.bind(UnixDomainSocketAddress.of(hidden), request.backlog()));
    } else {
      bindInPlace(channel, request.backlog(), path);
    }
    return SocketFile.identityOfNew(path);
  }

  private static void bindInPlace(ServerSocketChannel channel, int backlog, Path path)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        channel.bind(UnixDomainSocketAddress.of(path), backlog);
        return;
      } catch (SocketException e) {
        if (tries == UnixBinding.MOST_TRIES || SocketFile.identity(path).isEmpty()) {
          throw e;
        }
        SocketFile.removeStale(path);
      }
    }
  }

  /** The file goes first: as long as the socket is open, no other file can look the same. */
  @Override
  public void close() throws IOException {
    boolean first = ((ServerSocketChannel) raw().orElseThrow()).isOpen();
    try {
      if (first && unlink.isPresent() && identity.isPresent()) {
        SocketFile.removeIfStill(unlink.get(), identity.get());
      }
    } finally {
      super.close();
    }
  }
}
