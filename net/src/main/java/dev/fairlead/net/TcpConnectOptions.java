package dev.fairlead.net;

import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.time.Duration;

/**
 * Options of {@link Net#connectTcp}.
 *
 * {@snippet file="TcpSnippets.java" region="connect-options"}
 */
public sealed interface TcpConnectOptions permits TcpConnectSettings {

  /** The limit that means there is none. */
  Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

  /**
   * 250 ms between attempts and 50 ms for IPv6 addresses to arrive (RFC 8305 section 8), no limit
   * of time, any family, any local address, small packets sent at once.
   */
  static TcpConnectOptions defaults() {
    return TcpConnectSettings.DEFAULTS;
  }

  /** The longest time for lookup and connect together. */
  Duration timeout();

  /** The time after which the next address is tried too. */
  Duration attemptDelay();

  /** The time IPv6 addresses are waited for when IPv4 addresses are found first. */
  Duration resolutionDelay();

  /** Limits the time for lookup and connect together. */
  TcpConnectOptions withTimeout(Duration limit);

  /** Sets the time after which the next address is tried while earlier attempts go on. */
  TcpConnectOptions withAttemptDelay(Duration delay);

  /** Sets the time IPv6 addresses are waited for when IPv4 addresses are found first. */
  TcpConnectOptions withResolutionDelay(Duration delay);

  /** Connects from a name or an address of this machine; remote addresses of its family only. */
  TcpConnectOptions withLocalHost(String host);

  /** As {@link #withLocalHost(String)}, with an address. */
  TcpConnectOptions withLocalAddress(InetAddress address);

  /** Connects from a port; all addresses of the other side are tried from it. */
  TcpConnectOptions withLocalPort(int port);

  /** Uses addresses of one family only. */
  TcpConnectOptions withFamily(ProtocolFamily family);

  /** Looks the name up with a resolver of its own. */
  TcpConnectOptions withResolver(Resolver resolver);

  /** Sets an option of the socket, before it is connected. */
  <T> TcpConnectOptions withOption(SocketOption<T> option, T value);
}
