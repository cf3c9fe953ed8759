package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.DatagramTooLargeException;
import dev.fairlead.net.Membership;
import dev.fairlead.net.internal.AddressWait;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.UdpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A datagram channel of the JDK. */
final class NioDatagrams extends NioTransport<DatagramChannel> implements DatagramTransport {

  /*
   * A datagram is received into a scratch buffer that holds any, since the system throws away what
   * does not fit; one too large for the caller's buffer is kept in `kept`.
   */

  // What UDP over IPv4 can carry; the limit of IPv6 is 20 bytes higher.
  private static final int LARGEST = 65_507;

  private final @Nullable SocketAddress remote;
  private final WaitReason receiving;
  private final WaitReason sending;

  // Receiver only.
  private @Nullable Received kept;

  private NioDatagrams(DatagramChannel channel) throws IOException {
    super(channel, channel.getLocalAddress());
    this.remote = channel.getRemoteAddress();
    this.receiving = AddressWait.atDatagrams("receive on ", localAddress());
    this.sending = AddressWait.atDatagrams("send on ", localAddress());
  }

  static NioDatagrams open(UdpRequest request) throws IOException {
    DatagramChannel channel =
        request.family().isPresent()
            ? Ipv6.opened(() -> DatagramChannel.open(request.family().get()))
            : DatagramChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          channel.bind(request.local().orElse(null));
          if (request.remote().isPresent()) {
            channel.connect(request.remote().get());
          }
          return new NioDatagrams(channel);
        });
  }

  /** Takes over a bound, non-blocking channel. */
  static NioDatagrams of(DatagramChannel channel) throws IOException {
    return new NioDatagrams(channel);
  }

  @Override
  public Optional<SocketAddress> remoteAddress() {
    return Optional.ofNullable(remote);
  }

  @Override
  public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
    Checkpoints.checkpoint();
    Received before = kept();
    if (before != null) {
      return deliver(before, target);
    }
    while (true) {
      ByteBuffer scratch = ScratchBuffers.take();
      try {
        SocketAddress sender = channel.receive(scratch);
        if (sender != null) {
          return deliver(scratch.flip(), sender, target);
        }
      } finally {
        ScratchBuffers.give(scratch);
      }
      registration.awaitReadable(receiving);
    }
  }

  /** What a closed socket has kept is gone, as what the system has kept for it. */
  private @Nullable Received kept() throws ClosedChannelException {
    if (kept != null && !channel.isOpen()) {
      throw new ClosedChannelException();
    }
    return kept;
  }

  private SocketAddress deliver(ByteBuffer scratch, SocketAddress sender, ByteBuffer target)
      throws DatagramTooLargeException {
    if (scratch.remaining() > target.remaining()) {
      kept = new Received(copyOf(scratch), sender);
      throw tooLargeFor(target, scratch.limit());
    }
    target.put(scratch);
    return sender;
  }

  private @Nullable SocketAddress deliver(Received before, ByteBuffer target)
      throws DatagramTooLargeException {
    if (before.data().length > target.remaining()) {
      throw tooLargeFor(target, before.data().length);
    }
    target.put(before.data());
    kept = null;
    return before.sender();
  }

  private static DatagramTooLargeException tooLargeFor(ByteBuffer target, int size) {
    return new DatagramTooLargeException(
        size,
        "the buffer has room for "
            + target.remaining()
            + "; receive it again with a larger one, or with receive()");
  }

  @Override
  public Received receive() throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      Optional<Received> received = tryReceive();
      if (received.isPresent()) {
        return received.get();
      }
      registration.awaitReadable(receiving);
    }
  }

  @Override
  public Optional<Received> tryReceive() throws IOException {
    Received before = kept();
    if (before != null) {
      kept = null;
      return Optional.of(before);
    }
    ByteBuffer scratch = ScratchBuffers.take();
    try {
      SocketAddress sender = channel.receive(scratch);
      return Optional.ofNullable(sender).map(s -> new Received(copyOf(scratch.flip()), s));
    } finally {
      ScratchBuffers.give(scratch);
    }
  }

  private static byte[] copyOf(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public void send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    Checkpoints.checkpoint();
    while (!trySend(source, target)) {
      registration.awaitWritable(sending);
    }
  }

  /** An empty datagram is sent too, if the channel is not connected. */
  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    int size = source.remaining();
    try {
      int sent = target == null ? channel.write(source) : channel.send(source, target);
      return sent > 0 || size == 0;
    } catch (IOException e) {
      if (size > LARGEST || String.valueOf(e.getMessage()).contains("Message too long")) {
        var tooLarge =
            new DatagramTooLargeException(
                size, "the network takes no larger ones than " + LARGEST + ", or fewer on its way");
        tooLarge.initCause(e);
        throw tooLarge;
      }
      throw e;
    }
  }

  @Override
  public OptionalLong dropped() throws IOException {
    return DroppedDatagrams.at(localAddress(), Optional.ofNullable(remote));
  }

  @Override
  public Membership join(InetAddress group, NetworkInterface through, Optional<InetAddress> source)
      throws IOException {
    return new NioMembership(
        source.isPresent()
            ? channel.join(group, through, source.get())
            : channel.join(group, through));
  }
}
