package dev.fairlead.net;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.net.internal.TransportUnixStream;
import dev.fairlead.net.internal.serve.TransportListener;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.List;

/** The calls of {@link Net#connectUnix} and {@link Net#createUnixListener}. */
final class UnixOpening {

  private UnixOpening() {}

  static UnixSocketStream connect(UnixAddress remote, UnixConnectOptions options)
      throws IOException {
    var request = new UnixConnectRequest(remote, ((UnixConnectSettings) options).settings());
    try {
      return new TransportUnixStream(NetworkDrivers.current().connectUnix(request));
    } catch (IOException e) {
      throw new ConnectionFailedException(
          "cannot connect to UNIX " + remote + ": " + e.getMessage(), e);
    }
  }

  static SocketListener<UnixSocketStream> listen(UnixAddress local, UnixListenOptions options)
      throws IOException {
    var settings = (UnixListenSettings) options;
    var request =
        new UnixListenRequest(
            local,
            settings.mode(),
            settings.unlinkOnClose(),
            settings.backlog(),
            settings.settings());
    try {
      return new TransportListener<>(
          List.of(NetworkDrivers.current().listenUnix(request)), TransportUnixStream::of);
    } catch (SocketException e) {
      var failure = new BindException("cannot listen on UNIX " + local + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }
}
