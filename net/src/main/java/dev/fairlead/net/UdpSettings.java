package dev.fairlead.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Optional;

record UdpSettings(LocalEnd local, Optional<ProtocolFamily> family, SocketSettings settings)
    implements UdpOptions {

  static final UdpSettings DEFAULTS =
      new UdpSettings(LocalEnd.ANY, Optional.empty(), SocketSettings.NONE);

  private UdpOptions with(LocalEnd other) {
    return new UdpSettings(other, family, settings);
  }

  @Override
  public UdpOptions withLocalHost(String host) {
    return with(local.withHost(host));
  }

  @Override
  public UdpOptions withLocalAddress(InetAddress address) {
    return with(local.withAddresses(List.of(address)));
  }

  @Override
  public UdpOptions withLocalPort(int port) {
    return with(local.withPort(port));
  }

  @Override
  public UdpOptions withFamily(ProtocolFamily only) {
    return new UdpSettings(local, Optional.of(only), settings);
  }

  @Override
  public UdpOptions withReusePort() {
    return withOption(StandardSocketOptions.SO_REUSEPORT, true);
  }

  @Override
  public UdpOptions withReuseAddress() {
    return withOption(StandardSocketOptions.SO_REUSEADDR, true);
  }

  @Override
  public UdpOptions withBroadcast() {
    return withOption(StandardSocketOptions.SO_BROADCAST, true);
  }

  @Override
  public UdpOptions withMulticastInterface(NetworkInterface through) {
    return withOption(StandardSocketOptions.IP_MULTICAST_IF, through);
  }

  @Override
  public UdpOptions withMulticastTtl(int ttl) {
    return withOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
  }

  @Override
  public UdpOptions withMulticastLoopback(boolean loopback) {
    return withOption(StandardSocketOptions.IP_MULTICAST_LOOP, loopback);
  }

  @Override
  public <T> UdpOptions withOption(SocketOption<T> option, T value) {
    return new UdpSettings(local, family, settings.with(option, value));
  }
}
