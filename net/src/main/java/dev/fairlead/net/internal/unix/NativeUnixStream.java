package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.unix.Messages.Incoming;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** A connection over a UNIX socket that can carry descriptors. */
final class NativeUnixStream extends NativeStream implements UnixStreamTransport {

  private static final byte[] NO_NAME = {};

  private final AFUNIXSocketChannel channel;
  private final UnixAddress local;
  private final UnixAddress remote;

  NativeUnixStream(AFUNIXSocketChannel channel, UnixAddress local, UnixAddress remote)
      throws IOException {
    super(channel, channel.getFileDescriptor(), local, remote);
    this.channel = channel;
    this.local = local;
    this.remote = remote;
  }

  @Override
  public UnixAddress localAddress() {
    return local;
  }

  @Override
  public UnixAddress remoteAddress() {
    return remote;
  }

  @Override
  public PeerCredentials peerCredentials() throws IOException {
    return NativeSockets.credentials(channel);
  }

  @Override
  public void sendFds(ByteBuffer message, int[] descriptors) throws IOException {
    if (descriptors.length > Messages.MAX_DESCRIPTORS) {
      throw new IllegalArgumentException(
          "at most "
              + Messages.MAX_DESCRIPTORS
              + " descriptors go with a message: "
              + descriptors.length);
    }
    Checkpoints.checkpoint();
    while (trySend(message, descriptors) == Libc.AGAIN) {
      socket.registration.awaitWritable(sending);
    }
    if (message.hasRemaining()) {
      send(message); // The descriptors have gone with the first part.
    }
  }

  private long trySend(ByteBuffer message, int[] descriptors) throws IOException {
    return socket.call(fd -> Messages.send(fd, message, NO_NAME, descriptors));
  }

  @Override
  public int[] receiveFds(ByteBuffer target, int most) throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      Incoming incoming = socket.call(fd -> Messages.receive(fd, target));
      if (incoming.size() != Libc.AGAIN) {
        return checked(incoming, most);
      }
      socket.registration.awaitReadable(receiving);
    }
  }

  /** Nobody would ever close what is not handed on. */
  private static int[] checked(Incoming incoming, int most) throws IOException {
    int[] descriptors = incoming.descriptors();
    if (descriptors.length <= most && !incoming.truncated()) {
      return descriptors;
    }
    for (int descriptor : descriptors) {
      Libc.close(descriptor);
    }
    throw new IOException(
        incoming.truncated()
            ? "the system could not hand over all descriptors that came: too many files are open"
            : "the other side sent "
                + descriptors.length
                + " descriptors with a message; at most "
                + most
                + " were asked for, and all have been closed");
  }
}
