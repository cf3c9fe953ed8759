package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.nio.Pauses;
import dev.fairlead.net.internal.nio.Prepared;
import dev.fairlead.net.internal.nio.SocketFile;
import dev.fairlead.net.internal.nio.UnixBinding;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixDatagramRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.net.spi.UnixStreamTransport;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorCast;

/** Opens the UNIX sockets that the JDK lacks. */
public final class NativeUnix {

  private NativeUnix() {}

  /** Connects, waiting while the backlog is full. A checkpoint. */
  public static UnixStreamTransport connect(UnixConnectRequest request) throws IOException {
    NativeSockets.ensureUsable("this kind of UNIX socket");
    Checkpoints.checkpoint();
    var pauses = new Pauses();
    while (true) {
      Optional<UnixStreamTransport> connected = tryConnect(request);
      if (connected.isPresent()) {
        return connected.get();
      }
      pauses.pause();
    }
  }

  private static Optional<UnixStreamTransport> tryConnect(UnixConnectRequest request)
      throws IOException {
    AFUNIXSocketChannel channel = AFUNIXSocketChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          var address = NativeSockets.toNative(request.remote());
          if (!NativeSockets.uninterrupted(() -> channel.connect(address))) {
            channel.close(); // The backlog is full.
            return Optional.empty();
          }
          return Optional.of(new NativeUnixStream(channel, UnixAddress.UNNAMED, request.remote()));
        });
  }

  /** Opens two sockets that are connected to each other. */
  public static UnixPair pair(SocketSettings settings) throws IOException {
    NativeSockets.ensureUsable("a pair of UNIX sockets for descriptors");
    Checkpoints.checkpoint();
    int[] numbers = Libc.pair();
    AFUNIXSocketChannel first = channelOf(numbers[0]);
    return Prepared.orClosed(first, () -> pair(first, channelOf(numbers[1]), settings));
  }

  private static UnixPair pair(
      AFUNIXSocketChannel first, AFUNIXSocketChannel second, SocketSettings settings)
      throws IOException {
    return Prepared.orClosed(
        second, () -> new UnixPair(half(first, settings), half(second, settings)));
  }

  private static UnixStreamTransport half(AFUNIXSocketChannel channel, SocketSettings settings)
      throws IOException {
    channel.configureBlocking(false);
    settings.applyTo(channel::setOption);
    return new NativeUnixStream(channel, UnixAddress.UNNAMED, UnixAddress.UNNAMED);
  }

  private static AFUNIXSocketChannel channelOf(int number) throws IOException {
    return FileDescriptorCast.unsafeUsing(number).as(AFUNIXSocketChannel.class);
  }

  /** Listens, on a path or an abstract name. */
  public static ListenerTransport listen(UnixListenRequest request) throws IOException {
    NativeSockets.ensureUsable("this kind of UNIX socket");
    AFUNIXServerSocketChannel channel = AFUNIXServerSocketChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          NativeTransport.Cleanup cleanup = bind(channel, request);
          UnixAddress local = request.local();
          return new NativeListener(
              channel,
              channel.getFileDescriptor(),
              local,
              number -> accepted(number, local),
              cleanup);
        });
  }

  private static UnixStreamTransport accepted(int number, UnixAddress local) throws IOException {
    AFUNIXSocketChannel channel = channelOf(number);
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          UnixAddress remote =
              NativeSockets.fromNative(NativeSockets.uninterrupted(channel::getRemoteAddress));
          return new NativeUnixStream(channel, local, remote);
        });
  }

  private static NativeTransport.Cleanup bind(
      AFUNIXServerSocketChannel channel, UnixListenRequest request) throws IOException {
    Optional<Path> path = request.local().path();
    if (path.isEmpty()) {
      bind(channel, request.local(), request.backlog());
      return NativeTransport.Cleanup.NONE;
    }
    ToThread.run(() ->
        UnixBinding.inPrivate(
            path.get(),
            request.mode(),
            hidden -> bind(channel, UnixAddress.of(hidden), request.backlog())));
    return request.unlinkOnClose() ? removal(path.get()) : NativeTransport.Cleanup.NONE;
  }

  private static NativeTransport.Cleanup removal(Path path) throws IOException {
    Optional<Object> identity = SocketFile.identity(path);
    return identity.isEmpty()
        ? NativeTransport.Cleanup.NONE
        : () -> SocketFile.removeIfStill(path, identity.get());
  }

  private static void bind(AFUNIXServerSocketChannel channel, UnixAddress address, int backlog)
      throws IOException {
    int number = NativeSockets.number(channel.getFileDescriptor());
    Messages.bind(number, address);
    Libc.listen(number, backlog);
  }

  /** Opens a socket for datagrams. */
  public static DatagramTransport datagrams(UnixDatagramRequest request) throws IOException {
    NativeSockets.ensureUsable("a UNIX socket for datagrams");
    AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          NativeTransport.Cleanup cleanup = ToThread.call(() -> bind(channel, request));
          if (request.remote().isPresent()) {
            var remote = NativeSockets.toNative(request.remote().get());
            var _ = NativeSockets.uninterrupted(() -> channel.connect(remote));
          }
          return new NativeDatagrams(
              channel,
              request.local().orElse(UnixAddress.UNNAMED),
              request.remote().map(SocketAddress.class::cast),
              cleanup);
        });
  }

  /** The address of a datagram is where it was bound, so that it is bound in its place. */
  private static NativeTransport.Cleanup bind(
      AFUNIXDatagramChannel channel, UnixDatagramRequest request) throws IOException {
    if (request.local().isEmpty()) {
      return NativeTransport.Cleanup.NONE;
    }
    UnixAddress local = request.local().get();
    int number = NativeSockets.number(channel.getFileDescriptor());
    if (local.path().isEmpty()) {
      Messages.bind(number, local);
      return NativeTransport.Cleanup.NONE;
    }
    Path path = local.path().get();
    removeStale(path);
    if (request.mode().isEmpty()) {
      Messages.bind(number, local);
    } else {
      SocketMode.bind(number, path, request.mode().get());
    }
    return removal(path);
  }

  private static void removeStale(Path path) throws IOException {
    SocketFile.removeStale(path, NativeUnix::somebodyReceives);
  }

  private static boolean somebodyReceives(Path path) throws IOException {
    AFUNIXDatagramChannel probe = AFUNIXDatagramChannel.open();
    try (probe) {
      probe.configureBlocking(false);
      var _ = probe.connect(NativeSockets.toNative(UnixAddress.of(path)));
      return true;
    } catch (java.net.SocketException e) {
      // Of another type, it is not ours to remove.
      return !String.valueOf(e.getMessage()).contains("refused");
    }
  }
}
