package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Channels of the JDK that somebody else has opened. */
public final class NioAdoption {

  private NioAdoption() {}

  /**
   * Takes over a connected channel; a UNIX one gives a {@code UnixStreamTransport}.
   *
   * @throws IllegalArgumentException if it is not connected
   */
  public static StreamTransport stream(SocketChannel channel) throws IOException {
    require(channel.isConnected(), "the channel must be connected", channel);
    unblock(channel);
    return channel.getRemoteAddress() instanceof UnixDomainSocketAddress
        ? new NioUnixStream(
            channel, unix(channel.getLocalAddress()), unix(channel.getRemoteAddress()))
        : NioStream.tcp(channel, Readiness.register(channel));
  }

  /**
   * Takes over a listening channel; a UNIX one accepts {@code UnixStreamTransport}s.
   *
   * @throws IllegalArgumentException if it is not bound
   */
  public static ListenerTransport listener(ServerSocketChannel channel) throws IOException {
    SocketAddress local = bound(channel);
    unblock(channel);
    return local instanceof UnixDomainSocketAddress
        ? new NioListener(
            channel,
            unix(local),
            accepted -> new NioUnixStream(accepted, unix(local), UnixAddress.UNNAMED))
        : new NioListener(
            channel, local, accepted -> NioStream.tcp(accepted, Readiness.register(accepted)));
  }

  /**
   * Takes over a bound datagram channel.
   *
   * @throws IllegalArgumentException if it is not bound, or not connected although it should be
   */
  public static DatagramTransport datagrams(DatagramChannel channel, boolean connected)
      throws IOException {
    var _ = bound(channel);
    require(
        channel.isConnected() == connected,
        connected ? "the channel must be connected" : "the channel must not be connected",
        channel);
    unblock(channel);
    return NioDatagrams.of(channel);
  }

  private static SocketAddress bound(NetworkChannel channel) throws IOException {
    SocketAddress local = channel.getLocalAddress();
    if (local == null) {
      throw new IllegalArgumentException("the channel must be bound: " + channel);
    }
    return local;
  }

  private static void unblock(SelectableChannel channel) throws IOException {
    channel.configureBlocking(false);
  }

  private static void require(boolean condition, String rule, Object channel) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + channel);
    }
  }

  private static UnixAddress unix(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress unix && !unix.getPath().toString().isEmpty()
        ? UnixAddress.of(unix.getPath())
        : UnixAddress.UNNAMED;
  }
}
