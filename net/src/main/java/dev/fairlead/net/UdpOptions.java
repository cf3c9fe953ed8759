package dev.fairlead.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;

/**
 * Options of {@link Net#createUdpSocket} and {@link Net#createConnectedUdpSocket}.
 *
 * {@snippet file="UdpSnippets.java" region="multicast"}
 */
public sealed interface UdpOptions permits UdpSettings {

  /** A free port of all addresses of this machine, both families. */
  static UdpOptions defaults() {
    return UdpSettings.DEFAULTS;
  }

  /** Binds a name or an address of this machine; a free port unless one is given too. */
  UdpOptions withLocalHost(String host);

  /** As {@link #withLocalHost(String)}, with an address. */
  UdpOptions withLocalAddress(InetAddress address);

  /** Binds a port; of all addresses unless one is given too. */
  UdpOptions withLocalPort(int port);

  /**
   * Uses addresses of one family only. The JDK lets a socket on all addresses of IPv6 hear and
   * reach IPv4 too; who wants none says which address.
   */
  UdpOptions withFamily(ProtocolFamily family);

  /** Lets several sockets have the same port; the system spreads datagrams over them. */
  UdpOptions withReusePort();

  /** Lets several sockets have the same address; all hear the datagrams of multicast groups. */
  UdpOptions withReuseAddress();

  /** Lets datagrams go to broadcast addresses. */
  UdpOptions withBroadcast();

  /** Sends datagrams for multicast groups through this interface. */
  UdpOptions withMulticastInterface(NetworkInterface through);

  /** Sets how many routers datagrams for multicast groups may pass: 0 to 255. */
  UdpOptions withMulticastTtl(int ttl);

  /** Sets whether this machine hears what it sends to multicast groups itself. */
  UdpOptions withMulticastLoopback(boolean loopback);

  /** Sets an option of the socket, before it is bound. */
  <T> UdpOptions withOption(SocketOption<T> option, T value);
}
