package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.DatagramTooLargeException;
import dev.fairlead.net.Membership;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.AddressWait;
import dev.fairlead.net.internal.nio.DroppedDatagrams;
import dev.fairlead.net.internal.nio.Pauses;
import dev.fairlead.net.internal.unix.Messages.Incoming;
import dev.fairlead.net.spi.DatagramTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFDatagramChannel;

/** A socket for datagrams, of UNIX or one of UDP that somebody else has opened. */
final class NativeDatagrams extends NativeTransport implements DatagramTransport {

  private static final int[] NO_DESCRIPTORS = {};
  private static final byte[] NO_NAME = {};

  // Room for most, whatever the size of the one that was there a moment ago.
  private static final int USUAL_SIZE = 4_096;

  private final Optional<SocketAddress> remote;
  private final WaitReason receiving;
  private final WaitReason sending;
  private final boolean v6;

  NativeDatagrams(
      AFDatagramChannel<?> channel,
      SocketAddress local,
      Optional<SocketAddress> remote,
      Cleanup cleanup)
      throws IOException {
    super(channel, channel.getFileDescriptor(), local, cleanup);
    this.remote = remote;
    this.v6 = socket.call(Libc::isOfIpv6);
    this.receiving = AddressWait.atDatagrams("receive on ", local);
    this.sending = AddressWait.atDatagrams("send on ", local);
  }

  @Override
  public Optional<SocketAddress> remoteAddress() {
    return remote;
  }

  @Override
  public Received receive() throws IOException {
    while (true) {
      Optional<Received> received = take((int) awaitSize());
      if (received.isPresent()) {
        return received.get();
      }
    }
  }

  @Override
  public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
    while (true) {
      int size = (int) awaitSize();
      if (size > target.remaining()) {
        throw new DatagramTooLargeException(
            size,
            "the buffer has room for "
                + target.remaining()
                + "; receive it again with a larger one, or with receive()");
      }
      Incoming incoming = receiveOnce(target);
      if (incoming.size() != Libc.AGAIN) {
        return sender(incoming);
      }
    }
  }

  /** The size of the next datagram, which another process that shares the socket may take. */
  private long awaitSize() throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      long size = socket.call(Messages::peekSize);
      if (size != Libc.AGAIN) {
        return size;
      }
      socket.registration.awaitReadable(receiving);
    }
  }

  @Override
  public Optional<Received> tryReceive() throws IOException {
    long size = socket.call(Messages::peekSize);
    return size == Libc.AGAIN ? Optional.empty() : take((int) size);
  }

  /** Empty if somebody else has taken it. What he has left for us may be larger. */
  private Optional<Received> take(int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max(size, USUAL_SIZE));
    Incoming incoming = receiveOnce(buffer);
    return incoming.size() == Libc.AGAIN
        ? Optional.empty()
        : Optional.of(
            new Received(Arrays.copyOf(buffer.array(), buffer.position()), sender(incoming)));
  }

  private Incoming receiveOnce(ByteBuffer target) throws IOException {
    Incoming incoming = socket.call(fd -> Messages.receive(fd, target));
    if (incoming.cut()) {
      var _ = sender(incoming);
      throw new IOException(
          "a datagram has lost its end: it came when another process had taken the one before it,"
              + " which was smaller; let one process receive, or use larger buffers");
    }
    return incoming;
  }

  /** Descriptors that nobody asked for are closed. */
  private static @Nullable SocketAddress sender(Incoming incoming) {
    for (int descriptor : incoming.descriptors()) {
      Libc.close(descriptor);
    }
    return incoming.sender().equals(UnixAddress.UNNAMED) ? null : incoming.sender();
  }

  @Override
  public void send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    Checkpoints.checkpoint();
    var pauses = new Pauses();
    while (!trySend(source, target)) {
      if (target == null) {
        socket.registration.awaitWritable(sending);
      } else {
        // The system says of a socket without a peer that it can always send: it can only be tried.
        pauses.pause();
      }
    }
  }

  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
    byte[] to = target == null ? NO_NAME : SocketNames.encode(target, v6);
    int size = source.remaining();
    try {
      return socket.call(fd -> Messages.send(fd, source, to, NO_DESCRIPTORS)) != Libc.AGAIN;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Message too long")) {
        var tooLarge =
            new DatagramTooLargeException(size, "the system takes none as large; see SO_SNDBUF");
        tooLarge.initCause(e);
        throw tooLarge;
      }
      throw e;
    }
  }

  /** Of those over UNIX sockets none is ever lost. */
  @Override
  public OptionalLong dropped() throws IOException {
    return localAddress() instanceof InetSocketAddress
        ? DroppedDatagrams.at(localAddress(), remote)
        : OptionalLong.of(0);
  }

  @Override
  public Membership join(
      InetAddress group, NetworkInterface through, Optional<InetAddress> source) {
    throw new UnsupportedOperationException(
        "a socket for datagrams that goes through native code joins no groups");
  }
}
