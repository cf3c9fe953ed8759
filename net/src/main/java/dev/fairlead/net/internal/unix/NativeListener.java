package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.internal.AddressWait;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/** A listening channel of junixsocket. */
final class NativeListener extends NativeTransport implements ListenerTransport {

  private final Preparation preparation;
  private final WaitReason accepting;

  /** Makes a transport of the descriptor of an accepted connection, or closes it. */
  @FunctionalInterface
  interface Preparation {
    StreamTransport prepare(int accepted) throws IOException;
  }

  NativeListener(
      ServerSocketChannel channel,
      FileDescriptor descriptor,
      SocketAddress local,
      Preparation preparation,
      Cleanup cleanup)
      throws IOException {
    super(channel, descriptor, local, cleanup);
    this.preparation = preparation;
    this.accepting = AddressWait.atStream("accept on ", local);
  }

  @Override
  public Optional<StreamTransport> tryAccept() throws IOException {
    int accepted = socket.call(Libc::accept);
    return accepted == Libc.AGAIN ? Optional.empty() : Optional.of(preparation.prepare(accepted));
  }

  @Override
  public void awaitConnection() {
    socket.registration.awaitReadable(accepting);
  }
}
