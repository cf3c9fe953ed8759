package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A channel of the JDK in an {@link EpollSelector}, and the way to its socket without the JDK. */
public final class EpollKey extends AbstractSelectionKey {

  /*
   * A descriptor must never be used once it is closed, since its number may be another one's by
   * then. The JDK closes none whose channel has a key. Keys are taken back by the thread of the
   * loop only, in a selection. So a task that the very same thread carries, and that finds the key
   * valid, can use the descriptor: nothing comes between.
   */

  private static final AtomicIntegerFieldUpdater<EpollKey> INTEREST =
      AtomicIntegerFieldUpdater.newUpdater(EpollKey.class, "interest");

  // The JVM cannot stop for the collector while a call of ours copies. More than this goes through
  // the channel, which is not slower then.
  private static final int MOST_BYTES = 131_072;

  private static final int READ_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITE_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final EpollSelector selector;
  private final SelectableChannel channel;
  private final @Nullable SocketChannel socket; // null if it is of another kind
  final int descriptor;

  // Any thread.
  private volatile int interest;
  private volatile boolean held = true;

  // Whoever selects.
  int watchedFor;
  private int ready;

  // The thread of the loop.
  private boolean connected;
  private boolean reset;

  EpollKey(EpollSelector selector, SelectableChannel channel) {
    this.selector = selector;
    this.channel = channel;
    this.socket = channel instanceof SocketChannel s ? s : null;
    this.descriptor = ChannelDescriptors.of(channel);
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  @Override
  public Selector selector() {
    return selector;
  }

  @Override
  public int interestOps() {
    ensureValid();
    return interest;
  }

  @Override
  public SelectionKey interestOps(int ops) {
    return changed(INTEREST.getAndSet(this, checked(ops)), ops);
  }

  @Override
  public int interestOpsOr(int ops) {
    int before = INTEREST.getAndUpdate(this, o -> o | checked(ops));
    var _ = changed(before, before | ops);
    return before;
  }

  @Override
  public int interestOpsAnd(int ops) {
    int before = INTEREST.getAndUpdate(this, o -> o & ops);
    var _ = changed(before, before & ops);
    return before;
  }

  private int checked(int ops) {
    if ((ops & ~channel.validOps()) != 0) {
      throw new IllegalArgumentException(channel + " is never ready for all of: " + ops);
    }
    return ops;
  }

  private SelectionKey changed(int before, int after) {
    ensureValid();
    if (before != after) {
      selector.changed(this);
    }
    return this;
  }

  @Override
  public int readyOps() {
    ensureValid();
    return ready;
  }

  private void ensureValid() {
    if (!isValid()) {
      throw new CancelledKeyException();
    }
  }

  /**
   * Whether the selector has not taken the key back yet. Asks no lock of the channel: a task that
   * has to queue for one unmounts, and the thread of its loop, which needs the same lock to take
   * the key back, then waits for a task that cannot run.
   */
  public boolean isHeld() {
    return held;
  }

  /** The selector has taken it back. */
  void released() {
    held = false;
  }

  /** What the kernel is to look for. */
  int wanted() {
    int ops = interest;
    return ((ops & READ_OPS) != 0 ? Epoll.IN : 0) | ((ops & WRITE_OPS) != 0 ? Epoll.OUT : 0);
  }

  /** Takes what the kernel has seen; returns whether that is of interest. */
  boolean seen(int events) {
    int ops = (events & Epoll.IN) != 0 ? READ_OPS : 0;
    ops |= (events & Epoll.OUT) != 0 ? WRITE_OPS : 0;
    ops |= (events & Epoll.ERROR_OR_HANGUP) != 0 ? READ_OPS | WRITE_OPS : 0;
    ready = ops & interest;
    return ready != 0;
  }

  // ---- the thread of the loop

  /** Whether the caller may use the descriptor for these bytes. To be asked before each use. */
  public boolean reaches(ByteBuffer buffer) {
    int size = buffer.remaining();
    return isValid()
        && selector.isOnItsThread()
        && size > 0
        && size <= MOST_BYTES
        && !buffer.isReadOnly()
        && isConnected();
  }

  private boolean isConnected() {
    if (!connected) {
      connected = socket != null && socket.isConnected();
    }
    return connected;
  }

  /** As a channel's {@code read}. */
  public int read(ByteBuffer target) throws IOException {
    CallState state = selector.callState;
    int count = (int) SystemCalls.receive(state.memory, descriptor, MemorySegment.ofBuffer(target));
    if (count > 0) {
      target.position(target.position() + count);
      return count;
    }
    if (count == 0) {
      ensureNotReset();
      return -1;
    }
    return laterOrNever(state);
  }

  /** The system tells of a reset once, and of the end of the stream from then on. */
  private void ensureNotReset() throws SocketException {
    if (reset) {
      throw new SocketException(CallState.RESET);
    }
  }

  /** As a channel's {@code write}. */
  public int write(ByteBuffer source) throws IOException {
    CallState state = selector.callState;
    int count = (int) SystemCalls.send(state.memory, descriptor, MemorySegment.ofBuffer(source));
    if (count >= 0) {
      source.position(source.position() + count);
      return count;
    }
    return laterOrNever(state);
  }

  private int laterOrNever(CallState state) throws SocketException {
    if (!state.shouldTryLater()) {
      reset |= state.isReset();
      throw new SocketException(state.failure());
    }
    return 0;
  }
}
