package dev.fairlead.net;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.net.internal.TransportUnixStream;
import dev.fairlead.net.internal.datagram.ConnectedUnixDatagramFace;
import dev.fairlead.net.internal.datagram.UnixDatagramFace;
import dev.fairlead.net.internal.serve.TransportListener;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixDatagramRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/** The calls of {@link Net#connectUnix} and {@link Net#createUnixListener}. */
final class UnixOpening {

  private UnixOpening() {}

  static UnixSocketStream connect(UnixAddress remote, UnixConnectOptions options)
      throws IOException {
    var settings = (UnixConnectSettings) options;
    var request = new UnixConnectRequest(remote, settings.descriptors(), settings.settings());
    try {
      return new TransportUnixStream(NetworkDrivers.current().connectUnix(request));
    } catch (IOException e) {
      throw new ConnectionFailedException(
          "cannot connect to UNIX " + remote + ": " + e.getMessage(), e);
    }
  }

  static UnixSocketPair pair(UnixConnectOptions options) throws IOException {
    var settings = (UnixConnectSettings) options;
    UnixPair pair =
        NetworkDrivers.current().openUnixPair(settings.descriptors(), settings.settings());
    return new UnixSocketPair(
        new TransportUnixStream(pair.first()), new TransportUnixStream(pair.second()));
  }

  static SocketListener<UnixSocketStream> listen(UnixAddress local, UnixListenOptions options)
      throws IOException {
    var settings = (UnixListenSettings) options;
    ensureHasFile(settings.mode(), local);
    var request =
        new UnixListenRequest(
            local,
            settings.mode(),
            settings.unlinkOnClose(),
            settings.backlog(),
            settings.descriptors(),
            settings.settings());
    try {
      return new TransportListener<>(
          List.of(NetworkDrivers.current().listenUnix(request)), TransportUnixStream::of);
    } catch (SocketException e) {
      throw cannot("listen on UNIX " + local, e);
    }
  }

  private static BindException cannot(String action, SocketException cause) {
    var failure = new BindException("cannot " + action + ": " + cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  /** Whoever asks for permissions wants others kept out, which nothing else than a file does. */
  private static void ensureHasFile(Optional<?> mode, UnixAddress local) {
    if (mode.isPresent() && local.path().isEmpty()) {
      throw new IllegalArgumentException(
          "only a file has permissions, and "
              + local
              + " is none; use a path, or leave withMode out and look at peerCredentials()");
    }
  }

  static UnixDatagramSocket datagrams(UnixDatagramOptions options) throws IOException {
    return new UnixDatagramFace(open(options, Optional.empty()));
  }

  static ConnectedUnixDatagramSocket datagrams(UnixAddress remote, UnixDatagramOptions options)
      throws IOException {
    try {
      return new ConnectedUnixDatagramFace(open(options, Optional.of(remote)), remote);
    } catch (BindException e) {
      throw e;
    } catch (SocketException e) {
      throw new ConnectionFailedException(
          "cannot connect to UNIX " + remote + ": " + e.getMessage(), e);
    }
  }

  private static DatagramTransport open(UnixDatagramOptions options, Optional<UnixAddress> remote)
      throws IOException {
    var settings = (UnixDatagramSettings) options;
    ensureHasFile(settings.mode(), settings.local().orElse(UnixAddress.UNNAMED));
    var request =
        new UnixDatagramRequest(settings.local(), settings.mode(), remote, settings.settings());
    try {
      return NetworkDrivers.current().openUnixDatagrams(request);
    } catch (BindException e) {
      throw cannot("bind UNIX " + settings.local().orElse(UnixAddress.UNNAMED), e);
    }
  }
}
