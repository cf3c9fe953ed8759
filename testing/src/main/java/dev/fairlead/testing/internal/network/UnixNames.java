package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of the UNIX sockets of a simulated host. Those that are paths are names only: no file
 * is made, and a name is free again once its listener is closed.
 */
final class UnixNames {

  private final Host host;
  private final Map<UnixAddress, SimulatedListener> listeners = new HashMap<>();

  UnixNames(Host host) {
    this.host = host;
  }

  ListenerTransport listen(UnixListenRequest request) throws IOException {
    Checkpoints.checkpoint();
    refuseDescriptors(request.descriptors());
    UnixAddress name = request.local();
    if (name.isUnnamed()) {
      throw new BindException("a simulated UNIX listener needs a name");
    }
    if (listeners.containsKey(name)) {
      throw new BindException("Address already in use");
    }
    SocketValues values = SocketValues.ofStreams();
    values.apply(request.settings());
    var listener =
        new SimulatedListener(
            "UNIX",
            name,
            values,
            request.backlog(),
            SocketSettings.NONE,
            () -> listeners.remove(name));
    listeners.put(name, listener);
    return listener;
  }

  UnixStreamTransport connect(Network network, UnixConnectRequest request) throws IOException {
    Checkpoints.checkpoint();
    refuseDescriptors(request.descriptors());
    UnixAddress name = request.remote();
    SimulatedListener listener = listeners.get(name);
    if (listener == null && name.path().isPresent()) {
      throw new SocketException("No such file or directory");
    }
    if (listener == null || !listener.awaitRoom(() -> "connect to UNIX " + name)) {
      throw new ConnectException("Connection refused");
    }
    var near = new SimulatedUnixStream(network, host, UnixAddress.UNNAMED, name);
    var far = new SimulatedUnixStream(network, host, name, UnixAddress.UNNAMED);
    request.settings().applyTo(near::setOption);
    SimulatedStream.join(near, far);
    listener.offer(far);
    return near;
  }

  /** Two ends without names. */
  UnixPair pair(Network network, boolean descriptors, SocketSettings settings) throws IOException {
    Checkpoints.checkpoint();
    refuseDescriptors(descriptors);
    var first = new SimulatedUnixStream(network, host, UnixAddress.UNNAMED, UnixAddress.UNNAMED);
    var second = new SimulatedUnixStream(network, host, UnixAddress.UNNAMED, UnixAddress.UNNAMED);
    settings.applyTo(first::setOption);
    settings.applyTo(second::setOption);
    SimulatedStream.join(first, second);
    return new UnixPair(first, second);
  }

  private static void refuseDescriptors(boolean wanted) {
    if (wanted) {
      throw new UnsupportedOperationException(
          "a simulated network carries no descriptors; open the socket without withDescriptors(),"
              + " or use a real backend");
    }
  }
}
