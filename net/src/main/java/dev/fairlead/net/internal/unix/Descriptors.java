package dev.fairlead.net.internal.unix;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.nio.Prepared;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFDatagramChannel;
import org.newsclub.net.unix.AFGenericSocketAddress;
import org.newsclub.net.unix.AFServerSocketChannel;
import org.newsclub.net.unix.AFSocketChannel;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorAccess;
import org.newsclub.net.unix.FileDescriptorCast;

/** Descriptors by number, and what can be made of them. */
public final class Descriptors {

  private Descriptors() {}

  /** Opens another descriptor of what an object of the JDK has open. */
  public static int duplicate(FileDescriptor descriptor) throws IOException {
    NativeSockets.ensureUsable("passing descriptors");
    // Without an owner the copy stays open until it is closed by number.
    return FileDescriptorCast.duplicating(descriptor).as(Integer.class);
  }

  /** As {@link #duplicate}, of what a socket is made of. */
  public static int duplicateOf(Object raw) throws IOException {
    return duplicatesOf(raw, 1).getFirst();
  }

  /** As {@link #duplicateOf}, of so many sockets with the same address. */
  public static List<Integer> duplicatesOf(Object raw, int count) throws IOException {
    if (raw instanceof Channel channel && !channel.isOpen()) {
      throw new ClosedResourceException("a socket that is closed cannot be passed on: " + raw);
    }
    return switch (raw) {
      case FileDescriptorAccess access -> List.of(duplicate(access.getFileDescriptor()));
      case NetworkChannel channel -> duplicatesOf(JdkSocket.of(channel), count);
      default -> throw new UnsupportedOperationException("no descriptor can be had of " + raw);
    };
  }

  /** Opens another descriptor of a socket of the JDK. */
  public static int duplicateOf(JdkSocket socket) throws IOException {
    return duplicatesOf(socket, 1).getFirst();
  }

  private static List<Integer> duplicatesOf(JdkSocket socket, int count) throws IOException {
    NativeSockets.ensureUsable("passing descriptors");
    return socket.duplicates(count);
  }

  /** Closes a descriptor. */
  public static void close(int number) {
    Libc.close(number);
  }

  /**
   * A channel for the file behind a descriptor, which it owns.
   *
   * <p>junixsocket could make one, but deletes {@code /dev/null} on the way if it may.
   */
  public static FileChannel file(int number) throws IOException {
    try {
      FileDescriptorCast cast = FileDescriptorCast.unsafeUsing(number);
      OpenedFile opened = OpenedFile.of(number);
      if (opened.isReadOnly()) {
        return cast.as(FileInputStream.class).getChannel();
      }
      return opened.isWriteOnly()
          ? cast.as(FileOutputStream.class).getChannel()
          : reopened(number, opened);
    } catch (IOException e) {
      close(number);
      throw e;
    }
  }

  /** No class of the JDK both reads and writes what it has not opened by itself. */
  private static FileChannel reopened(int number, OpenedFile opened) throws IOException {
    var channel = FileChannel.open(opened.path(), READ, WRITE);
    if (Files.isRegularFile(opened.path())) {
      channel.position(opened.position());
    }
    close(number);
    return channel;
  }

  /** Whether it is a socket for streams, connected or listening. */
  public static boolean isForStreams(int number) {
    NativeSockets.ensureUsable("a descriptor");
    return Libc.isStream(number);
  }

  /** Whether it is a socket that listens. */
  public static boolean listens(int number) {
    return Libc.listens(number);
  }

  /** A connection, TCP or UNIX; it owns the descriptor. */
  public static StreamTransport stream(int number) throws IOException {
    SocketChannel channel = owner(number, AFUNIXSocketChannel.class, AFSocketChannel.class);
    return Prepared.orClosed(channel, () -> stream(channel));
  }

  private static StreamTransport stream(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    if (channel instanceof AFUNIXSocketChannel unix) {
      return new NativeUnixStream(
          unix,
          NativeSockets.fromNative(unix.getLocalAddress()),
          NativeSockets.fromNative(unix.getRemoteAddress()));
    }
    var inet = (AFSocketChannel<?>) channel;
    return new NativeStream(
        inet,
        inet.getFileDescriptor(),
        address(inet.getLocalAddress()),
        address(inet.getRemoteAddress()));
  }

  /** Whether it is a socket for datagrams of this kind. */
  public static boolean isDatagrams(int number, boolean unix, boolean connected)
      throws IOException {
    NativeSockets.ensureUsable("a descriptor");
    Optional<byte[]> name = Libc.localName(number);
    return name.isPresent()
        && SocketNames.isKnown(name.get())
        && !Libc.isStream(number)
        && SocketNames.decode(name.get()) instanceof UnixAddress == unix
        && Libc.remoteName(number).isPresent() == connected;
  }

  /** A socket for datagrams, UDP or UNIX; it owns the descriptor. */
  public static DatagramTransport datagrams(int number) throws IOException {
    AFDatagramChannel<?> channel =
        owner(number, AFUNIXDatagramChannel.class, AFDatagramChannel.class);
    return Prepared.orClosed(channel, () -> datagrams(number, channel));
  }

  private static DatagramTransport datagrams(int number, AFDatagramChannel<?> channel)
      throws IOException {
    channel.configureBlocking(false);
    Optional<byte[]> remote = Libc.remoteName(number);
    return new NativeDatagrams(
        channel,
        SocketNames.decode(Libc.localName(number).orElseThrow()),
        remote.isEmpty() ? Optional.empty() : Optional.of(SocketNames.decode(remote.get())),
        NativeTransport.Cleanup.NONE);
  }

  /** A listening socket, TCP or UNIX; it owns the descriptor. */
  public static ListenerTransport listener(int number) throws IOException {
    ServerSocketChannel channel =
        owner(number, AFUNIXServerSocketChannel.class, AFServerSocketChannel.class);
    return Prepared.orClosed(channel, () -> listener(channel));
  }

  private static ListenerTransport listener(ServerSocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return new NativeListener(
        channel,
        ((FileDescriptorAccess) channel).getFileDescriptor(),
        address(channel.getLocalAddress()),
        Descriptors::stream,
        NativeTransport.Cleanup.NONE);
  }

  /** A channel that owns a descriptor, of UNIX or another one; if it cannot be, nobody does. */
  private static <C extends Channel> C owner(
      int number, Class<? extends C> unix, Class<? extends C> other) throws IOException {
    boolean owned = false;
    try {
      FileDescriptorCast cast = FileDescriptorCast.unsafeUsing(number);
      C channel = cast.isAvailable(unix) ? cast.as(unix) : cast.as(other);
      owned = true;
      return channel;
    } finally {
      if (!owned) {
        close(number);
      }
    }
  }

  private static SocketAddress address(@Nullable SocketAddress address)
      throws UnknownHostException {
    return address instanceof AFGenericSocketAddress generic
        ? SocketNames.decode(generic.toBytes())
        : NativeSockets.fromNative(address);
  }
}
