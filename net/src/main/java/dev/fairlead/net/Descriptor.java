package dev.fairlead.net;

import dev.fairlead.attribute.AttributeProvider;
import dev.fairlead.net.internal.datagram.UnixDatagramFace;
import dev.fairlead.net.internal.unix.Descriptors;
import dev.fairlead.net.internal.unix.JdkSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open descriptor of this process: to be sent to another process, or received from one. Linux
 * only.
 *
 * {@snippet file="UnixSnippets.java" region="descriptors"}
 *
 * <p>It must be closed, or made into something that is closed instead. A descriptor is used by one
 * task at a time.
 */
public final class Descriptor implements AutoCloseable {

  private final int number;
  private final AtomicBoolean gone = new AtomicBoolean();

  private Descriptor(int number) {
    this.number = number;
  }

  /**
   * Opens another descriptor of a file, a pipe or a terminal that the JDK has open, as {@code
   * FileInputStream.getFD} gives it. What it was made from can be closed at once.
   */
  public static Descriptor of(FileDescriptor descriptor) throws IOException {
    return new Descriptor(Descriptors.duplicate(descriptor));
  }

  /**
   * Opens another descriptor of a connection, TCP or UNIX, which then stays open when the stream is
   * closed: whoever gets the descriptor goes on with the connection. It is in non-blocking mode for
   * everybody who shares it.
   *
   * @throws UnsupportedOperationException if the descriptor cannot be had: several UNIX connections
   *     of this process may look the same, unless they were opened for this, see {@link
   *     UnixConnectOptions#withDescriptors}
   */
  public static Descriptor of(SocketStream stream) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(rawOf(stream)));
  }

  /** As {@link #of(SocketStream)}, of a socket for datagrams. */
  public static Descriptor of(DatagramSocketStream<?> socket) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(rawOf(socket)));
  }

  /**
   * As {@link #of(SocketStream)}, of a listener with one socket, such as to hand it to a new
   * process.
   *
   * @throws IllegalArgumentException if it has several; see {@link #allOf}
   */
  public static Descriptor of(SocketListener<?> listener) throws IOException {
    List<Descriptor> all = allOf(listener);
    if (all.size() > 1) {
      all.forEach(Descriptor::close);
      throw new IllegalArgumentException(
          listener + " has " + all.size() + " sockets; use Descriptor.allOf");
    }
    return all.getFirst();
  }

  /** As {@link #of(SocketListener)}, of all its sockets. */
  public static List<Descriptor> allOf(SocketListener<?> listener) throws IOException {
    return ListenerDescriptors.of(listener).stream().map(Descriptor::new).toList();
  }

  /**
   * As {@link #of(SocketStream)}, of a {@code SocketChannel}, {@code ServerSocketChannel} or {@code
   * DatagramChannel}. The JDK tells no descriptors; so the one with the same addresses is looked
   * for among those of this process.
   */
  public static Descriptor of(NetworkChannel channel) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(channel));
  }

  /** As {@link #of(NetworkChannel)}. */
  public static Descriptor of(Socket socket) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(JdkSocket.of(socket)));
  }

  /** As {@link #of(NetworkChannel)}. */
  public static Descriptor of(ServerSocket socket) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(JdkSocket.of(socket)));
  }

  /** As {@link #of(NetworkChannel)}. */
  public static Descriptor of(DatagramSocket socket) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(JdkSocket.of(socket)));
  }

  private static Object rawOf(AttributeProvider socket) {
    return socket
        .findAttribute(SocketAttribute.RAW_SOCKET)
        .orElseThrow(
            () -> new UnsupportedOperationException("there is no descriptor behind " + socket));
  }

  /**
   * Takes over a descriptor by its number, such as one that was inherited from the process that has
   * started this one. Nothing else may use or close that number.
   */
  public static Descriptor ofNumber(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a descriptor is never negative: " + number);
    }
    return new Descriptor(number);
  }

  /** Its number in this process. */
  public int number() {
    if (gone.get()) {
      throw new IllegalStateException(this + " cannot be used any more");
    }
    return number;
  }

  /** Makes it a channel for a file or a pipe, which closes it. */
  public FileChannel toFileChannel() throws IOException {
    return Descriptors.file(take());
  }

  /**
   * Makes it a stream over a connected socket, TCP or UNIX, which closes it. A UNIX one is a {@link
   * UnixSocketStream}.
   *
   * @throws IllegalArgumentException if it is something else, such as a socket that listens; it
   *     stays open
   */
  public SocketStream toStream() throws IOException {
    requireListening(false);
    return Adopting.face(Descriptors.stream(take()));
  }

  /**
   * Makes it a listener over a listening socket, TCP or UNIX, which closes it.
   *
   * @throws IllegalArgumentException if it does not listen; it stays open
   */
  public SocketListener<SocketStream> toListener() throws IOException {
    requireListening(true);
    return Adopting.face(Descriptors.listener(take()));
  }

  /**
   * Makes it a UDP socket without a peer, which closes it. It joins no groups.
   *
   * @throws IllegalArgumentException if it is something else; it stays open
   */
  public UdpSocket toUdpSocket() throws IOException {
    requireDatagrams(false, false);
    return Adopting.udp(Descriptors.datagrams(take()));
  }

  /** As {@link #toUdpSocket}, with a peer. */
  public ConnectedUdpSocket toConnectedUdpSocket() throws IOException {
    requireDatagrams(false, true);
    return Adopting.connectedUdp(Descriptors.datagrams(take()));
  }

  /**
   * Makes it a UNIX socket for datagrams without a peer, which closes it.
   *
   * @throws IllegalArgumentException if it is something else; it stays open
   */
  public UnixDatagramSocket toUnixDatagramSocket() throws IOException {
    requireDatagrams(true, false);
    return new UnixDatagramFace(Descriptors.datagrams(take()));
  }

  /** As {@link #toUnixDatagramSocket}, with a peer. */
  public ConnectedUnixDatagramSocket toConnectedUnixDatagramSocket() throws IOException {
    requireDatagrams(true, true);
    return Adopting.connectedUnix(Descriptors.datagrams(take()));
  }

  private void requireDatagrams(boolean unix, boolean connected) throws IOException {
    if (!Descriptors.isDatagrams(number(), unix, connected)) {
      throw new IllegalArgumentException(
          this
              + " is not a "
              + (unix ? "UNIX" : "UDP")
              + " socket for datagrams with"
              + (connected ? " a peer" : "out a peer"));
    }
  }

  private void requireListening(boolean listening) {
    if (!Descriptors.isForStreams(number())) {
      throw new IllegalArgumentException(this + " is not a socket for streams");
    }
    if (Descriptors.listens(number()) != listening) {
      throw new IllegalArgumentException(
          this + (listening ? " does not listen" : " listens; use toListener()"));
    }
  }

  private int take() {
    if (!gone.compareAndSet(false, true)) {
      throw new IllegalStateException(this + " cannot be used any more");
    }
    return number;
  }

  /** Closes it, unless something else was made of it. */
  @Override
  public void close() {
    if (gone.compareAndSet(false, true)) {
      Descriptors.close(number);
    }
  }

  @Override
  public String toString() {
    return "descriptor " + number + (gone.get() ? " (closed or taken over)" : "");
  }
}
