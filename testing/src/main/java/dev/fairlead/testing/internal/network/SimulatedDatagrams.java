package dev.fairlead.testing.internal.network;

import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.DatagramTooLargeException;
import dev.fairlead.net.Membership;
import dev.fairlead.net.spi.DatagramTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A simulated socket for datagrams. */
final class SimulatedDatagrams extends Socket implements DatagramTransport, Host.Bound {

  // What UDP over IPv4 can carry.
  private static final int LARGEST = 65_507;
  // What comes on top is thrown away. Linux: net.core.rmem_default, which the last one may exceed.
  private static final int MOST_WAITING = 256;
  private static final int MOST_BYTES_WAITING = 212_992;

  private final Network network;
  private final Host host;
  private final @Nullable InetSocketAddress remote;
  private final Runnable unbind;
  private final WaitReason receiving;
  private final WaitQueue readable = new WaitQueue();
  private final Deque<Received> arrived = new ArrayDeque<>();
  private long bytesWaiting;
  private long dropped;
  private boolean closed;
  private boolean unreachable;

  SimulatedDatagrams(
      Network network,
      Host host,
      InetSocketAddress local,
      @Nullable InetSocketAddress remote,
      SocketValues values,
      Runnable unbind) {
    super(local, values);
    this.network = network;
    this.host = host;
    this.remote = remote;
    this.unbind = unbind;
    this.receiving = () -> "receive on UDP " + text(local);
  }

  @Override
  public Optional<SocketAddress> remoteAddress() {
    return Optional.ofNullable(remote);
  }

  // ---- receiving

  @Override
  public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
    awaitDatagram();
    Received first = arrived.element();
    if (first.data().length > target.remaining()) {
      throw new DatagramTooLargeException(
          first.data().length,
          "the buffer has room for "
              + target.remaining()
              + "; receive it again with a larger one, or with receive()");
    }
    take();
    target.put(first.data());
    return first.sender();
  }

  @Override
  public Received receive() throws IOException {
    awaitDatagram();
    return take();
  }

  @Override
  public Optional<Received> tryReceive() throws IOException {
    ensureOpen();
    throwIfUnreachable();
    return arrived.isEmpty() ? Optional.empty() : Optional.of(take());
  }

  private Received take() {
    Received first = arrived.remove();
    bytesWaiting -= first.data().length;
    return first;
  }

  private void awaitDatagram() throws IOException {
    readable.awaitWhile(() -> arrived.isEmpty() && !closed && !unreachable, receiving);
    ensureOpen();
    throwIfUnreachable();
  }

  private void throwIfUnreachable() throws IOException {
    if (unreachable) {
      unreachable = false;
      throw new PortUnreachableException(
          "nobody has the port " + text(Objects.requireNonNull(remote)));
    }
  }

  // ---- sending

  @Override
  public void send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    Checkpoints.checkpoint();
    boolean _ = trySend(source, target);
  }

  /** There is always room. */
  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    ensureOpen();
    throwIfUnreachable();
    if (source.remaining() > LARGEST) {
      throw new DatagramTooLargeException(
          source.remaining(), "the network takes no larger ones than " + LARGEST);
    }
    InetSocketAddress to =
        target == null ? Objects.requireNonNull(remote) : Host.specific((InetSocketAddress) target);
    InetAddress address = to.getAddress();
    if (to.getPort() == 0) {
      throw new SocketException("Can't send to port 0");
    }
    if (address.isMulticastAddress()) {
      sendToGroup(to, senderFor(address), takenFrom(source, address));
    } else {
      Host there =
          network
              .reachedFrom(host, address)
              .orElseThrow(() -> new NoRouteToHostException("No route to host " + text(to)));
      Received datagram = takenFrom(source, address);
      if (!network.losesDatagram(host, there)) {
        dispatch(there, to, datagram);
      }
    }
    return true;
  }

  private Received takenFrom(ByteBuffer source, InetAddress target) throws IOException {
    var sender = new InetSocketAddress(senderFor(target), port());
    var data = new byte[source.remaining()];
    source.get(data);
    return new Received(data, sender);
  }

  private int port() {
    return ((InetSocketAddress) localAddress()).getPort();
  }

  private InetAddress senderFor(InetAddress address) throws IOException {
    InetAddress bound = ((InetSocketAddress) localAddress()).getAddress();
    if (bound.isAnyLocalAddress()) {
      return host.addressTowards(address)
          .orElseThrow(() -> new NoRouteToHostException("Network is unreachable"));
    }
    host.ensureLeadsTo(bound, address);
    return bound;
  }

  /** Each member gets a datagram of its own, or loses it. */
  private void sendToGroup(InetSocketAddress group, InetAddress sender, Received datagram) {
    for (SimulatedDatagrams member : network.groups().hearing(group, sender)) {
      if (reachesMembersOn(member.host) && !network.losesDatagram(host, member.host)) {
        network.carry(
            host,
            member.host,
            () -> {
              if (network.groups().hearing(group, sender).contains(member)
                  && member.isFor(datagram)) {
                member.arrives(datagram);
              }
            });
      }
    }
  }

  private boolean reachesMembersOn(Host there) {
    return there.equals(host) ? option(IP_MULTICAST_LOOP) : option(IP_MULTICAST_TTL) > 0;
  }

  /** Whether what is sent to a group, at a port, is for this socket if it is a member. */
  boolean isBoundFor(InetSocketAddress group) {
    var local = (InetSocketAddress) localAddress();
    return local.getPort() == group.getPort() && local.getAddress().isAnyLocalAddress();
  }

  /** Each on its own: one may overtake another. */
  private void dispatch(Host there, InetSocketAddress to, Received datagram) {
    network.carry(
        host,
        there,
        () ->
            Host.boundTo(there.datagrams(), to)
                .map(SimulatedDatagrams.class::cast)
                .filter(socket -> socket.isFor(datagram))
                .ifPresentOrElse(
                    socket -> socket.arrives(datagram),
                    () -> network.carry(there, host, this::nobodyThere)));
  }

  private boolean isFor(Received datagram) {
    return remote == null || remote.equals(datagram.sender());
  }

  private void arrives(Received datagram) {
    if (arrived.size() < MOST_WAITING && bytesWaiting <= MOST_BYTES_WAITING) {
      arrived.add(datagram);
      bytesWaiting += datagram.data().length;
      readable.wakeAll();
    } else {
      dropped++;
    }
  }

  @Override
  public OptionalLong dropped() {
    Checkpoints.checkpoint();
    return OptionalLong.of(dropped);
  }

  private void nobodyThere() {
    if (remote != null && !closed) {
      unreachable = true;
      readable.wakeAll();
    }
  }

  @Override
  public Membership join(
      InetAddress group, NetworkInterface through, Optional<InetAddress> source) {
    return network.groups().join(this, group, source);
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException(
          "UDP " + text((InetSocketAddress) localAddress()) + " was closed by this program");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.groups().leaveAll(this);
      unbind.run();
      readable.wakeAll();
    }
  }
}
