package dev.fairlead.net;

import dev.fairlead.CancelScope;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.TransportStream;
import dev.fairlead.net.internal.connect.Attempts;
import dev.fairlead.net.internal.connect.FastFallback;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.TcpConnectRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One call of {@link Net#connectTcp}. */
final class TcpConnecting {

  private final String host;
  private final int port;
  private final TcpConnectSettings options;
  private final String target;
  private final NetworkDriver driver = NetworkDrivers.current();
  private final Attempts attempts = new Attempts();

  // Set before the first attempt; empty where the system chooses.
  private List<InetAddress> locals = List.of();

  TcpConnecting(String host, int port, TcpConnectOptions options) {
    Checks.remotePort(port);
    this.host = host;
    this.port = port;
    this.options = (TcpConnectSettings) options;
    this.target = Addresses.hostAndPort(host, port);
  }

  /** Connects to a name, or to an address in text. */
  SocketStream toHost() throws IOException {
    Optional<InetAddress> literal = Names.literal(host);
    return literal.isPresent() ? toAddress(literal.get()) : limited(this::race);
  }

  SocketStream toAddress(InetAddress address) throws IOException {
    return limited(() -> straightTo(address));
  }

  /** What may take a while. */
  @FunctionalInterface
  private interface Way {
    StreamTransport go() throws IOException;
  }

  private SocketStream limited(Way way) throws IOException {
    if (options.timeout().equals(TcpConnectOptions.UNLIMITED)) {
      return new TransportStream(way.go());
    }
    Optional<StreamTransport> made =
        CancelScope.moveOnAfter(options.timeout(), o -> o.withName("connect to " + target))
            .attempt(way::go);
    return new TransportStream(
        made.orElseThrow(() ->
            attempts.failure(target, "gave up after " + options.timeout().toMillis() + " ms")));
  }

  private StreamTransport straightTo(InetAddress address) throws IOException {
    locals = localAddresses();
    if (!isUsable(address)) {
      throw noUsableAddress(List.of(address));
    }
    try {
      return attempt(address);
    } catch (IOException e) {
      throw attempts.failure(target, "");
    }
  }

  private StreamTransport race() throws IOException {
    locals = localAddresses();
    var race =
        new FastFallback(
            target, options.attemptDelay(), options.resolutionDelay(), this::lookUp, this::attempt);
    Optional<StreamTransport> winner = race.run();
    if (winner.isPresent()) {
      return winner.get();
    }
    IOException lookupFailure = race.lookupFailure();
    if (lookupFailure == null) {
      throw attempts.failure(target, "");
    }
    ConnectionFailedException failure =
        attempts.failure(target, String.valueOf(lookupFailure.getMessage()));
    if (failure.getCause() == null) {
      failure.initCause(lookupFailure);
    }
    throw failure;
  }

  private void lookUp(Consumer<List<InetAddress>> answers) throws IOException {
    Resolver resolver = options.resolver().orElseGet(Names::resolver);
    var refused = new java.util.ArrayList<InetAddress>();
    var usable = new java.util.ArrayList<InetAddress>();
    Names.resolve(
        resolver,
        host,
        found -> {
          List<InetAddress> some = found.stream().filter(this::isUsable).toList();
          found.stream().filter(address -> !isUsable(address)).forEach(refused::add);
          usable.addAll(some);
          if (!some.isEmpty()) {
            answers.accept(some);
          }
        });
    if (usable.isEmpty()) {
      throw noUsableAddress(refused);
    }
  }

  private ConnectionFailedException noUsableAddress(List<InetAddress> refused) {
    String wanted =
        options.family().map(family -> "family " + family).orElse("a family like " + locals);
    return new ConnectionFailedException(
        "cannot connect to " + target + ": none of its addresses is of " + wanted + ": " + refused);
  }

  private boolean isUsable(InetAddress address) {
    return Names.isOf(options.family(), address)
        && (locals.isEmpty() || locals.stream().anyMatch(l -> Names.sameFamily(l, address)));
  }

  private List<InetAddress> localAddresses() throws IOException {
    LocalEnd local = options.local();
    return local.name().isPresent()
        ? Names.resolve(options.resolver().orElseGet(Names::resolver), local.name().get())
        : local.addresses();
  }

  private StreamTransport attempt(InetAddress address) throws IOException {
    var remote = new InetSocketAddress(address, port);
    attempts.begun(remote);
    try {
      return driver.connectTcp(
          new TcpConnectRequest(remote, localFor(address), options.settings()));
    } catch (IOException e) {
      attempts.failed(remote, e);
      throw e;
    }
  }

  private Optional<InetSocketAddress> localFor(InetAddress remote) {
    int localPort = options.local().port();
    Optional<InetSocketAddress> chosen =
        locals.stream()
            .filter(local -> Names.sameFamily(local, remote))
            .findFirst()
            .map(local -> new InetSocketAddress(local, localPort));
    return chosen.isEmpty() && localPort != 0
        ? Optional.of(new InetSocketAddress(Names.anyLike(remote), localPort))
        : chosen;
  }
}
