package dev.fairlead.net;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.TransportStream;
import dev.fairlead.net.internal.serve.TransportListener;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.TcpListenRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One call of {@link Net#createTcpListener}. */
final class TcpListening {

  private final int port;
  private final TcpListenSettings options;
  private final NetworkDriver driver = NetworkDrivers.current();

  TcpListening(int port, TcpListenOptions options) {
    Checks.port(port);
    this.port = port;
    this.options = (TcpListenSettings) options;
  }

  /** The public face of the sockets. */
  static final class Listening extends TransportListener<SocketStream> implements TcpListener {

    Listening(List<ListenerTransport> sockets) {
      super(sockets, TransportStream::new);
    }

    @Override
    public int port() {
      return ((InetSocketAddress) localAddress()).getPort();
    }
  }

  TcpListener listen() throws IOException {
    LocalEnd local = options.local();
    List<InetAddress> addresses =
        local.isAny() ? List.of(any()) : local.addresses(options.family());
    return new Listening(listenOn(addresses));
  }

  private InetAddress any() {
    return options.family().map(Names::any).orElseGet(() -> new InetSocketAddress(0).getAddress());
  }

  /**
   * Opens one socket per address, all with the same port. Where the system chooses the port, it
   * chooses for the first address only; when another address has that one in use, another address
   * goes first.
   */
  private List<ListenerTransport> listenOn(List<InetAddress> addresses) throws IOException {
    var order = new ArrayList<>(addresses);
    var failures = new ArrayList<BindException>();
    while (true) {
      try {
        return openAll(order);
      } catch (BindException e) {
        failures.add(e);
        Collections.rotate(order, -1);
        if (port != 0 || failures.size() == addresses.size()) {
          throw allFailed(addresses, failures);
        }
      }
    }
  }

  private BindException allFailed(List<InetAddress> addresses, List<BindException> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    var all = new BindException("found no port that is free on all of " + addresses);
    failures.forEach(all::addSuppressed);
    return all;
  }

  private List<ListenerTransport> openAll(List<InetAddress> addresses) throws IOException {
    var opened = new ArrayList<ListenerTransport>();
    boolean done = false;
    try {
      int chosen = port;
      for (InetAddress address : addresses) {
        for (int i = 0; i < socketsPerAddress(); i++) {
          ListenerTransport socket = open(new InetSocketAddress(address, chosen));
          opened.add(socket);
          chosen = ((InetSocketAddress) socket.localAddress()).getPort();
        }
      }
      done = true;
      return opened;
    } finally {
      if (!done) {
        TransportListener.closeAll(opened);
      }
    }
  }

  private int socketsPerAddress() {
    return options.acceptorPerLoop() ? Readiness.loops() : 1;
  }

  private ListenerTransport open(InetSocketAddress address) throws IOException {
    var request =
        new TcpListenRequest(
            address, familyOf(address), options.backlog(), options.settings(), options.accepted());
    try {
      return driver.listenTcp(request);
    } catch (SocketException e) {
      var failure =
          new BindException(
              "cannot listen on " + Addresses.format(address) + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** The wildcard without a family takes both; an address takes its own. */
  private Optional<java.net.ProtocolFamily> familyOf(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress() && options.local().isAny()
        ? options.family()
        : Optional.of(Names.familyOf(address.getAddress()));
  }
}
