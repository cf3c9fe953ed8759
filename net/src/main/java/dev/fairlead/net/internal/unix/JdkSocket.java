package dev.fairlead.net.internal.unix;

import dev.fairlead.net.UnixAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A socket that the JDK has open, by what can be seen of it from outside. The JDK does not tell its
 * descriptor; so it is looked for among those of this process.
 *
 * @param remote the other side; empty if there is none
 */
public record JdkSocket(
    boolean stream, boolean listens, SocketAddress local, Optional<SocketAddress> remote) {

  private static final Path OPEN = Path.of("/proc/self/fd");

  /** What can be seen of a channel. */
  public static JdkSocket of(NetworkChannel channel) throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    SocketAddress local = channel.getLocalAddress();
    return switch (channel) {
      case SocketChannel c -> of(true, false, local, c.getRemoteAddress());
      case ServerSocketChannel _ -> of(true, true, local, null);
      case DatagramChannel c -> of(false, false, local, c.getRemoteAddress());
      default -> throw new UnsupportedOperationException("no descriptor can be had of " + channel);
    };
  }

  /** As {@link #of(NetworkChannel)}. */
  public static JdkSocket of(Socket socket) {
    return of(true, false, socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
  }

  /** As {@link #of(NetworkChannel)}. */
  public static JdkSocket of(ServerSocket socket) {
    return of(true, true, socket.getLocalSocketAddress(), null);
  }

  /** As {@link #of(NetworkChannel)}. */
  public static JdkSocket of(DatagramSocket socket) {
    return of(false, false, socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
  }

  private static JdkSocket of(
      boolean stream,
      boolean listens,
      @Nullable SocketAddress local,
      @Nullable SocketAddress remote) {
    if (local == null) {
      throw new IllegalArgumentException("a socket that is not bound yet cannot be passed on");
    }
    return new JdkSocket(
        stream, listens, ours(local), Optional.ofNullable(remote).map(JdkSocket::ours));
  }

  private static SocketAddress ours(SocketAddress address) {
    if (address instanceof UnixDomainSocketAddress unix) {
      return unix.getPath().toString().isEmpty()
          ? UnixAddress.UNNAMED
          : UnixAddress.of(unix.getPath());
    }
    return address;
  }

  /**
   * Opens another descriptor of the socket, or of each where so many look the same.
   *
   * @throws UnsupportedOperationException if more of this process look the same
   */
  List<Integer> duplicates(int expected) throws IOException {
    var copies = new ArrayList<Integer>();
    boolean done = false;
    try {
      for (var found : openSockets().entrySet()) {
        duplicate(found.getValue(), found.getKey()).ifPresent(copies::add);
      }
      ensureKnown(copies.size(), expected);
      done = true;
      return copies;
    } finally {
      if (!done) {
        copies.forEach(Libc::close);
      }
    }
  }

  private void ensureKnown(int found, int expected) throws IOException {
    if (found == 0) {
      throw new IOException("this process has no such socket open any more: " + this);
    }
    if (found != expected) {
      throw new UnsupportedOperationException(
          found
              + " sockets of this process look the same, so that nobody can tell which one is"
              + " meant: "
              + this
              + "; open it with withDescriptors(), or with an address of its own");
    }
  }

  /** One descriptor of each socket of this process, by what the system calls the socket. */
  private static Map<String, Integer> openSockets() throws IOException {
    var sockets = new HashMap<String, Integer>();
    try (Stream<Path> all = Files.list(OPEN)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        int number = Integer.parseInt(path.getFileName().toString());
        target(number).filter(t -> t.startsWith("socket:")).ifPresent(t -> sockets.put(t, number));
      }
    }
    return sockets;
  }

  private static Optional<String> target(int number) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(OPEN.resolve(Integer.toString(number))).toString());
    } catch (NoSuchFileException closed) {
      return Optional.empty();
    }
  }

  /** Looks at the copy once more: by now, the number may be that of another socket. */
  private Optional<Integer> duplicate(int number, String socket) throws IOException {
    if (!looksLike(number)) {
      return Optional.empty();
    }
    Optional<Integer> copy = copyOf(number);
    if (copy.isEmpty() || target(copy.get()).filter(socket::equals).isPresent()) {
      return copy;
    }
    Libc.close(copy.get());
    return Optional.empty();
  }

  private static Optional<Integer> copyOf(int number) throws IOException {
    try {
      return Optional.of(Libc.duplicate(number));
    } catch (IOException e) {
      if (target(number).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean looksLike(int number) throws IOException {
    return Libc.isStream(number) == stream
        && Libc.listens(number) == listens
        && same(local, Libc.localName(number))
        && remote.isPresent() == Libc.remoteName(number).isPresent()
        && (remote.isEmpty() || same(remote.get(), Libc.remoteName(number)));
  }

  private static boolean same(SocketAddress address, Optional<byte[]> name) throws IOException {
    return name.isPresent()
        && SocketNames.isKnown(name.get())
        && same(address, SocketNames.decode(name.get()));
  }

  /** The address that stands for all has two forms, and the JDK prefers one. */
  private static boolean same(SocketAddress one, SocketAddress other) {
    return one.equals(other)
        || (one instanceof InetSocketAddress first
            && other instanceof InetSocketAddress second
            && first.getPort() == second.getPort()
            && first.getAddress().isAnyLocalAddress()
            && second.getAddress().isAnyLocalAddress());
  }

  @Override
  public String toString() {
    return (listens ? "listening on " : "")
        + local
        + remote.map(address -> " connected to " + address).orElse("");
  }
}
