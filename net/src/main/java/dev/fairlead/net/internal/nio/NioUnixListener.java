package dev.fairlead.net.internal.nio;

import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A listening UNIX socket of the JDK, with its file. */
final class NioUnixListener extends NioListener {

  private static final int MOST_TRIES = 8;

  private final Optional<Path> unlink;
  private final Optional<Object> identity;

  private NioUnixListener(ServerSocketChannel channel, UnixListenRequest request, Path path)
      throws IOException {
    super(
        channel,
        request.local(),
        accepted -> new NioUnixStream(accepted, request.local(), UnixAddress.UNNAMED));
    this.unlink = request.unlinkOnClose() ? Optional.of(path) : Optional.empty();
    this.identity = SocketFile.identity(path);
  }

  static NioUnixListener open(UnixListenRequest request) throws IOException {
    Path path = UnixPaths.checked(UnixPaths.toJdk(request.local()).getPath());
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          ToThread.run(() -> bind(channel, request, path));
          return new NioUnixListener(channel, request, path);
        });
  }

  private static void bind(ServerSocketChannel channel, UnixListenRequest request, Path path)
      throws IOException {
    if (request.mode().isPresent()) {
      bindInPrivate(channel, request, path, request.mode().get());
    } else {
      bindInPlace(channel, request.backlog(), path);
    }
  }

  private static void bindInPlace(ServerSocketChannel channel, int backlog, Path path)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        channel.bind(UnixDomainSocketAddress.of(path), backlog);
        return;
      } catch (SocketException e) {
        if (tries == MOST_TRIES || SocketFile.identity(path).isEmpty()) {
          throw e;
        }
        SocketFile.removeStale(path);
      }
    }
  }

  /**
   * Binds in a directory that nobody else may enter, sets the permissions there, and gives the file
   * its real name then: a second link, which unlike a move never replaces another file.
   */
  private static void bindInPrivate(
      ServerSocketChannel channel,
      UnixListenRequest request,
      Path path,
      Set<PosixFilePermission> mode)
      throws IOException {
    Path directory = path.resolveSibling("." + SocketFile.randomName());
    Path hidden = UnixPaths.checked(directory.resolve("s"));
    var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(directory, onlyMe);
    try {
      channel.bind(UnixDomainSocketAddress.of(hidden), request.backlog());
      Files.setPosixFilePermissions(hidden, mode);
      link(path, hidden);
    } finally {
      Files.deleteIfExists(hidden);
      Files.deleteIfExists(directory);
    }
  }

  private static void link(Path path, Path hidden) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.createLink(path, hidden);
        return;
      } catch (FileAlreadyExistsException e) {
        if (tries == MOST_TRIES) {
          throw new BindException("Address already in use: several processes fight for it");
        }
        SocketFile.removeStale(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    boolean first = ((ServerSocketChannel) raw().orElseThrow()).isOpen();
    super.close();
    if (first && unlink.isPresent() && identity.isPresent()) {
      SocketFile.removeIfStill(unlink.get(), identity.get());
    }
  }
}
