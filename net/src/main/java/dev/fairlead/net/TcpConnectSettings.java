package dev.fairlead.net;

import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

record TcpConnectSettings(
    Duration timeout,
    Delays delays,
    LocalEnd local,
    Optional<ProtocolFamily> family,
    Optional<Resolver> resolver,
    SocketSettings settings)
    implements TcpConnectOptions {

  /** The times of RFC 8305, section 8. */
  record Delays(Duration attempt, Duration resolution) {
    static final Delays STANDARD = new Delays(Duration.ofMillis(250), Duration.ofMillis(50));

    Delays {
      Checks.notNegative(attempt, "the attempt delay");
      Checks.notNegative(resolution, "the resolution delay");
    }
  }

  static final TcpConnectSettings DEFAULTS =
      new TcpConnectSettings(
          UNLIMITED,
          Delays.STANDARD,
          LocalEnd.ANY,
          Optional.empty(),
          Optional.empty(),
          SocketSettings.NONE.with(StandardSocketOptions.TCP_NODELAY, true));

  TcpConnectSettings {
    Checks.notNegative(timeout, "the timeout");
  }

  @Override
  public Duration attemptDelay() {
    return delays.attempt;
  }

  @Override
  public Duration resolutionDelay() {
    return delays.resolution;
  }

  private TcpConnectOptions with(Delays other) {
    return new TcpConnectSettings(timeout, other, local, family, resolver, settings);
  }

  private TcpConnectOptions with(LocalEnd other) {
    return new TcpConnectSettings(timeout, delays, other, family, resolver, settings);
  }

  @Override
  public TcpConnectOptions withTimeout(Duration limit) {
    return new TcpConnectSettings(limit, delays, local, family, resolver, settings);
  }

  @Override
  public TcpConnectOptions withAttemptDelay(Duration delay) {
    return with(new Delays(delay, delays.resolution));
  }

  @Override
  public TcpConnectOptions withResolutionDelay(Duration delay) {
    return with(new Delays(delays.attempt, delay));
  }

  @Override
  public TcpConnectOptions withLocalHost(String host) {
    return with(local.withHost(host));
  }

  @Override
  public TcpConnectOptions withLocalAddress(InetAddress address) {
    return with(local.withAddresses(List.of(address)));
  }

  @Override
  public TcpConnectOptions withLocalPort(int port) {
    return with(local.withPort(port));
  }

  @Override
  public TcpConnectOptions withFamily(ProtocolFamily only) {
    return new TcpConnectSettings(timeout, delays, local, Optional.of(only), resolver, settings);
  }

  @Override
  public TcpConnectOptions withResolver(Resolver own) {
    return new TcpConnectSettings(timeout, delays, local, family, Optional.of(own), settings);
  }

  @Override
  public <T> TcpConnectOptions withOption(SocketOption<T> option, T value) {
    return new TcpConnectSettings(
        timeout, delays, local, family, resolver, settings.with(option, value));
  }
}
