package dev.fairlead.testing.internal.network;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.testing.internal.network.Segment.Data;
import dev.fairlead.testing.internal.network.Segment.End;
import dev.fairlead.testing.internal.network.Segment.Reset;
import dev.fairlead.testing.internal.network.Segment.Taken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection. */
class SimulatedStream extends Socket implements StreamTransport {

  // What a direction holds: underway, and waiting to be received.
  private static final int WINDOW = 65_536;
  private static final int LARGEST_SEGMENT = 16_384;
  // One segment in so many is cut short, so that what was sent at once comes in pieces.
  private static final int WHOLE_SEGMENTS = 4;
  private static final String RESET = "Connection reset";

  private final Network network;
  private final Host host;
  private final Host peerHost;
  private final SocketAddress remote;
  private final Pipe out;
  private final String name;
  private final WaitReason receiving;
  private final WaitReason sending;
  private final WaitQueue readable = new WaitQueue();
  private final WaitQueue writable = new WaitQueue();
  private final Arrived arrived = new Arrived();
  private @Nullable SimulatedStream peer;
  private int room = WINDOW;
  private int taken; // and not told yet
  private boolean ended; // the other side has said so
  private boolean endSent;
  private boolean closed;
  private @Nullable String error;

  SimulatedStream(
      String kind,
      Network network,
      Host host,
      Host peerHost,
      SocketAddress local,
      SocketAddress remote) {
    super(local, SocketValues.ofStreams());
    this.network = network;
    this.host = host;
    this.peerHost = peerHost;
    this.remote = remote;
    this.out = new Pipe(network, host, peerHost, this::deliver, this::timedOut);
    this.name = kind + " " + text(remote);
    this.receiving = () -> "receive on " + name;
    this.sending = () -> "send on " + name;
  }

  /** Makes a connection over TCP and returns the end that asked for it. */
  static SimulatedStream connected(
      Network network, Host from, InetSocketAddress local, Host to, InetSocketAddress remote) {
    return join(
        new SimulatedStream("TCP", network, from, to, local, remote),
        new SimulatedStream("TCP", network, to, from, remote, local));
  }

  /** Makes two ends one connection; returns the first. */
  static <S extends SimulatedStream> S join(S near, S far) {
    near.connectTo(far);
    far.connectTo(near);
    return near;
  }

  void connectTo(SimulatedStream other) {
    peer = other;
    host.connections().add(this);
  }

  SimulatedStream peer() {
    return Objects.requireNonNull(peer);
  }

  Host peerHost() {
    return peerHost;
  }

  boolean leadsTo(InetSocketAddress address) {
    return remote.equals(address);
  }

  // ---- receiving

  @Override
  public void awaitReadable() {
    readable.awaitWhile(this::hasNothingToTell, receiving);
    ensureOpen();
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return hasBytes() ? take(target) : -1;
  }

  @Override
  public byte @Nullable [] receive(int maxBytes) throws IOException {
    if (!hasBytes()) {
      return null;
    }
    var bytes = new byte[Math.min(arrived.size(), maxBytes)];
    take(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Waits for bytes; false at the end. */
  private boolean hasBytes() throws IOException {
    awaitReadable();
    if (arrived.isEmpty() && !ended) {
      throw new SocketException(error);
    }
    return !arrived.isEmpty();
  }

  private boolean hasNothingToTell() {
    return arrived.isEmpty() && !ended && !closed && error == null;
  }

  private int take(ByteBuffer target) {
    int count = arrived.moveTo(target);
    taken += count;
    if (taken >= WINDOW / 4) {
      // Less often than for each receive; and never too late, since a sender that waits has sent
      // more.
      out.send(new Taken(taken));
      taken = 0;
    }
    return count;
  }

  // ---- sending

  @Override
  public void send(ByteBuffer source) throws IOException {
    Checkpoints.checkpoint();
    ensureSendable();
    while (source.hasRemaining()) {
      writable.awaitWhile(() -> room == 0 && !closed && error == null, sending);
      ensureSendable();
      sendSome(source);
    }
  }

  private void sendSome(ByteBuffer source) {
    int most = Math.min(Math.min(room, source.remaining()), LARGEST_SEGMENT);
    boolean whole = network.random().nextInt(WHOLE_SEGMENTS) > 0;
    int size = whole ? most : 1 + network.random().nextInt(most);
    var bytes = new byte[size];
    source.get(bytes);
    room -= size;
    out.send(new Data(ByteBuffer.wrap(bytes)));
  }

  private void ensureSendable() throws IOException {
    ensureOpen();
    if (error != null) {
      throw new SocketException(ended ? "Broken pipe" : error);
    }
    if (knowsThatPeerIsGone()) {
      throw new SocketException("Broken pipe");
    }
  }

  /** Whether this side knows at once that the other one is closed: not over a network. */
  boolean knowsThatPeerIsGone() {
    return false;
  }

  final boolean isClosed() {
    return closed;
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException(name + " was closed by this program");
    }
  }

  @Override
  public long sendFile(FileChannel source, long position, long count) {
    BackendFeatures.requireRealWorld("files");
    throw new AssertionError("this is not the real world");
  }

  // ---- what comes from the other side; by timers

  private void deliver(Segment segment) {
    peer().arrives(segment);
  }

  private void arrives(Segment segment) {
    if (isForNobody(segment)) {
      refuse();
      return;
    }
    switch (segment) {
      case Data data -> {
        arrived.add(data.bytes());
        readable.wakeAll();
      }
      case Taken taken -> {
        room += taken.bytes();
        writable.wakeAll();
      }
      case End _ -> {
        ended = true;
        readable.wakeAll();
      }
      case Reset _ -> breaks(RESET);
    }
  }

  /** Whether this side has given the connection up, or will not receive what has come. */
  private boolean isForNobody(Segment segment) {
    boolean unwanted = closed && segment instanceof Data;
    return (error != null || unwanted) && !(segment instanceof Reset);
  }

  /** As systems answer to what belongs to no connection. */
  private void refuse() {
    if (error == null) {
      error = RESET;
    }
    out.send(new Reset());
  }

  private void breaks(String what) {
    if (error == null) {
      error = what;
      out.clear();
      forget();
      readable.wakeAll();
      writable.wakeAll();
    }
  }

  private void timedOut() {
    breaks("Connection timed out");
  }

  private void forget() {
    host.connections().remove(this);
  }

  // ---- ending

  @Override
  public void shutdownOutput() {
    ensureOpen();
    if (error == null) {
      sendEnd();
    }
  }

  private void sendEnd() {
    if (!endSent) {
      endSent = true;
      out.send(new End());
    }
  }

  private void sendReset() {
    if (error == null) {
      refuse();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    forget();
    if (!arrived.isEmpty()) {
      sendReset(); // As systems do when bytes are thrown away that nobody has received.
    } else if (error == null) {
      sendEnd();
    }
    readable.wakeAll();
    writable.wakeAll();
  }

  @Override
  public void abort() {
    if (!closed) {
      closed = true;
      forget();
      if (error == null) {
        out.clear();
        refuse();
      }
      readable.wakeAll();
      writable.wakeAll();
    }
  }

  /** Breaks both ends at once. */
  void reset() {
    breaks(RESET);
    peer().breaks(RESET);
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public String toString() {
    return text(localAddress()) + " to " + text(remote);
  }
}
