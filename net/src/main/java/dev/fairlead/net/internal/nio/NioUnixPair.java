package dev.fairlead.net.internal.nio;

import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two connected UNIX channels of the JDK, which makes none in pairs: one connects to the other, in
 * a directory that nobody else may enter and that is gone at once.
 */
final class NioUnixPair {

  private NioUnixPair() {}

  private record Channels(SocketChannel first, SocketChannel second) {}

  static UnixPair open(SocketSettings settings) throws IOException {
    Channels made = ToThread.call(NioUnixPair::connect);
    return Prepared.orClosed(
        made.first,
        () ->
            Prepared.orClosed(
                made.second,
                () -> new UnixPair(stream(made.first, settings), stream(made.second, settings))));
  }

  private static NioUnixStream stream(SocketChannel channel, SocketSettings settings)
      throws IOException {
    channel.configureBlocking(false);
    settings.applyTo(channel::setOption);
    return new NioUnixStream(channel, UnixAddress.UNNAMED, UnixAddress.UNNAMED);
  }

  private static Channels connect() throws IOException {
    Path directory = Files.createTempDirectory("f");
    Path path = directory.resolve("s");
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(UnixPaths.checked(path)), 1);
      SocketChannel first = SocketChannel.open(listener.getLocalAddress());
      return Prepared.orClosed(first, () -> new Channels(first, accept(listener)));
    } finally {
      Files.deleteIfExists(path);
      Files.delete(directory);
    }
  }

  private static SocketChannel accept(ServerSocketChannel listener) throws IOException {
    SocketChannel accepted = listener.accept();
    if (accepted == null) {
      throw new SocketException("the connection is neither made nor refused");
    }
    return accepted;
  }
}
