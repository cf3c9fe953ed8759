package dev.fairlead.internal.epoll;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A channel of the JDK in an {@link EpollSelector}. */
public final class EpollKey extends AbstractSelectionKey {

  private static final AtomicIntegerFieldUpdater<EpollKey> INTEREST =
      AtomicIntegerFieldUpdater.newUpdater(EpollKey.class, "interest");

  private static final int READ_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITE_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final EpollSelector selector;
  private final SelectableChannel channel;
  private final @Nullable DirectSocket socket; // null if it is of another kind
  final int descriptor;

  // Any thread.
  private volatile int interest;
  private volatile boolean held = true;

  // Whoever selects.
  int watchedFor;
  private int ready;

  EpollKey(EpollSelector selector, SelectableChannel channel) {
    this.selector = selector;
    this.channel = channel;
    this.descriptor = ChannelDescriptors.of(channel);
    this.socket = channel instanceof SocketChannel s ? new DirectSocket(this, s, descriptor) : null;
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  /** The socket of the channel; null if that is none with a stream of bytes. */
  public @Nullable DirectSocket socket() {
    return socket;
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

  /** Called by the selector that takes it back, before the descriptor may be closed. */
  void releasing() {
    if (socket != null) {
      socket.shut();
    }
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
}
