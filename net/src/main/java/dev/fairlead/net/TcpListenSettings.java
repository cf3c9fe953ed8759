package dev.fairlead.net;

import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Optional;

record TcpListenSettings(
    LocalEnd local,
    Optional<ProtocolFamily> family,
    int backlog,
    SocketSettings settings,
    SocketSettings accepted,
    boolean acceptorPerLoop)
    implements TcpListenOptions {

  static final TcpListenSettings DEFAULTS =
      new TcpListenSettings(
          LocalEnd.ANY,
          Optional.empty(),
          MAX_BACKLOG,
          SocketSettings.NONE,
          SocketSettings.NONE.with(StandardSocketOptions.TCP_NODELAY, true),
          false);

  TcpListenSettings {
    if (backlog < 1) {
      throw new IllegalArgumentException("the backlog must be at least 1: " + backlog);
    }
  }

  @Override
  public boolean reusePort() {
    return settings.options().contains(StandardSocketOptions.SO_REUSEPORT);
  }

  private TcpListenOptions with(LocalEnd other) {
    return new TcpListenSettings(other, family, backlog, settings, accepted, acceptorPerLoop);
  }

  @Override
  public TcpListenOptions withLocalHost(String host) {
    return with(local.withHost(host));
  }

  @Override
  public TcpListenOptions withLocalAddresses(InetAddress... addresses) {
    if (addresses.length == 0) {
      throw new IllegalArgumentException(
          "withLocalAddresses() needs an address to listen on; leave it out to listen on all");
    }
    return with(local.withAddresses(List.of(addresses)));
  }

  @Override
  public TcpListenOptions withFamily(ProtocolFamily only) {
    return new TcpListenSettings(
        local, Optional.of(only), backlog, settings, accepted, acceptorPerLoop);
  }

  @Override
  public TcpListenOptions withBacklog(int most) {
    int capped = Math.min(most, MAX_BACKLOG);
    return new TcpListenSettings(local, family, capped, settings, accepted, acceptorPerLoop);
  }

  @Override
  public TcpListenOptions withReusePort() {
    return withOption(StandardSocketOptions.SO_REUSEPORT, true);
  }

  @Override
  public TcpListenOptions withAcceptorPerLoop() {
    SocketSettings shared = settings.with(StandardSocketOptions.SO_REUSEPORT, true);
    return new TcpListenSettings(local, family, backlog, shared, accepted, true);
  }

  @Override
  public <T> TcpListenOptions withOption(SocketOption<T> option, T value) {
    return new TcpListenSettings(
        local, family, backlog, settings.with(option, value), accepted, acceptorPerLoop);
  }

  @Override
  public <T> TcpListenOptions withConnectionOption(SocketOption<T> option, T value) {
    return new TcpListenSettings(
        local, family, backlog, settings, accepted.with(option, value), acceptorPerLoop);
  }
}
