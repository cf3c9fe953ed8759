package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.spi.TcpConnectRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Connects a channel of the JDK without blocking its thread. */
final class NioConnect {

  private NioConnect() {}

  private record ConnectWait(InetSocketAddress remote) implements WaitReason {
    @Override
    public String describe() {
      return "connect to " + Addresses.format(remote);
    }

    @Override
    public boolean external() {
      return true;
    }
  }

  static NioStream tcp(TcpConnectRequest request) throws IOException {
    Checkpoints.checkpoint(); // It may not come to wait.
    SocketChannel channel = SocketChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          if (request.local().map(InetSocketAddress::getPort).orElse(0) != 0) {
            // Several addresses of the other side may be tried from one port at the same time.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          }
          request.settings().applyTo(channel::setOption);
          if (request.local().isPresent()) {
            InetSocketAddress local = request.local().get();
            var _ = Ipv6.reached(local, () -> channel.bind(local));
          }
          return NioStream.tcp(channel, connect(channel, request.remote()));
        });
  }

  /** Connects, and returns the registration the wait was done with. */
  private static Registration connect(SocketChannel channel, InetSocketAddress remote)
      throws IOException {
    Registration registration = Readiness.register(channel);
    boolean done = false;
    try {
      // A server on this machine has answered by now, but connect() never says so.
      boolean connected =
          Ipv6.reached(remote, () -> channel.connect(remote)) || channel.finishConnect();
      var reason = new ConnectWait(remote);
      while (!connected) {
        registration.awaitWritable(reason);
        connected = channel.finishConnect();
      }
      refuseToBeOneself(channel);
      done = true;
      return registration;
    } finally {
      if (!done) {
        registration.close();
      }
    }
  }

  /**
   * A connection to a port of this machine on which nobody listens is made with itself, when the
   * system happens to choose that very port as the local one.
   */
  private static void refuseToBeOneself(SocketChannel channel) throws IOException {
    if (channel.getRemoteAddress().equals(channel.getLocalAddress())) {
      throw new ConnectException("Connection refused (nobody listens; it connected to itself)");
    }
  }
}
