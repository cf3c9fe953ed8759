package dev.fairlead.internal.loop;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.epoll.DirectSocket;
import dev.fairlead.internal.epoll.EpollKey;
import dev.fairlead.internal.turns.LentLoop;
import dev.fairlead.internal.turns.ReadyWatch;
import dev.fairlead.internal.turns.Watchable;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** A channel that tasks wait for. It joins a loop when somebody first waits for it. */
final class LoopRegistration implements Registration, Watchable {

  /*
   * Many a short connection never waits: its request is there when it is accepted. Such a channel
   * costs the selector nothing. And where there are several loops, the first to wait decides which
   * one: mostly the task that will use the channel all its life.
   */

  private static final int READ_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITE_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private static final VarHandle WRITE;

  static {
    try {
      WRITE =
          MethodHandles.lookup().findVarHandle(LoopRegistration.class, "write", Direction.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Any thread.
  private final SelectableChannel channel;
  private final LoopChoice loops;
  private final Direction read;
  private volatile @Nullable Direction write; // see writing()

  // Written under this object's monitor.
  private volatile @Nullable SelectionKey key;
  private volatile @Nullable SelectorLoop loop;
  private boolean closed;

  /** Says which loop serves the current task. */
  @FunctionalInterface
  interface LoopChoice {
    SelectorLoop current();
  }

  /**
   * Registers a channel with one of the loops, later.
   *
   * @throws IOException if the channel is closed or the operating system has no selector left
   */
  static LoopRegistration open(SelectableChannel channel, LoopChoice choice, SelectorLoop[] loops)
      throws IOException {
    if (channel.isBlocking()) {
      throw new IllegalStateException(
          "in blocking mode: " + channel + "; call configureBlocking(false) before registering");
    }
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    for (SelectorLoop loop : loops) {
      loop.channels().open();
    }
    return new LoopRegistration(channel, choice);
  }

  private LoopRegistration(SelectableChannel channel, LoopChoice loops) {
    this.channel = channel;
    this.loops = loops;
    this.read = new Direction(this, READ_OPS & channel.validOps());
  }

  SelectableChannel channel() {
    return channel;
  }

  @Override
  public void awaitReadable(WaitReason reason) {
    read.await(Task.current(), reason);
  }

  @Override
  public void awaitReadableAnew(WaitReason reason) {
    read.forgetReady();
    read.await(Task.current(), reason);
  }

  @Override
  public void watchReadable(ReadyWatch watch) {
    read.watch(watch);
  }

  @Override
  public boolean unwatchReadable() {
    return read.unwatch();
  }

  @Override
  public void awaitWritable(WaitReason reason) {
    writing().await(Task.current(), reason);
  }

  @Override
  public void notifyClosing() {
    read.close();
    writing().close();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    DirectSocket direct = directSocket();
    return direct != null ? direct.read(target) : readable().read(target);
  }

  private @Nullable DirectSocket directSocket() {
    return key instanceof EpollKey own ? own.socket() : null;
  }

  private ReadableByteChannel readable() {
    if (channel instanceof ReadableByteChannel readable) {
      return readable;
    }
    throw new NonReadableChannelException();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    DirectSocket direct = directSocket();
    return direct != null ? direct.write(source) : writable().write(source);
  }

  private WritableByteChannel writable() {
    if (channel instanceof WritableByteChannel writable) {
      return writable;
    }
    throw new NonWritableChannelException();
  }

  /** Made when it is first asked for: most channels are never waited for to be written to. */
  private Direction writing() {
    Direction present = write;
    if (present != null) {
      return present;
    }
    var made = new Direction(this, WRITE_OPS & channel.validOps());
    var first = (@Nullable Direction) WRITE.compareAndExchange(this, null, made);
    return first == null ? made : first;
  }

  @Override
  public void close() {
    notifyClosing();
    SelectorLoop joined;
    SelectionKey present;
    synchronized (this) {
      closed = true;
      joined = loop;
      present = key;
    }
    if (joined != null && present != null) {
      joined.channels().remove(this, present);
    }
  }

  /** Called by the loop with what is ready, and the mark of the selection that found it. */
  void deliver(int ops, long selection) {
    if ((ops & READ_OPS) != 0) {
      read.ready(by(), selection);
    }
    Direction writing = write;
    if (writing != null && (ops & WRITE_OPS) != 0) {
      writing.ready(LentLoop.NONE, selection);
    }
  }

  /** Less than the mark of any selection that begins later. */
  long mark() {
    SelectorLoop joined = loop;
    return joined == null ? 0 : joined.channels().mark();
  }

  private LentLoop by() {
    SelectorLoop joined = loop;
    return joined == null ? LentLoop.NONE : joined;
  }

  /** Called by the loop when a key has gone that nobody took back. */
  void endIfChannelIsClosed() {
    SelectionKey present = key;
    SelectorLoop joined = loop;
    if (present != null && joined != null && !present.isValid()) {
      notifyClosing();
      joined.channels().forget(this);
    }
  }

  /** Lets the loop look for these operations. */
  void switchOn(int ops) {
    try {
      joinedKey().interestOpsOr(ops);
      wakeLoop();
    } catch (CancelledKeyException e) {
      // The channel was closed without a word to this registration.
      notifyClosing();
    }
  }

  /** Keeps the loop from looking for these operations. */
  void switchOff(int ops) {
    SelectionKey present = key;
    if (present != null) {
      try {
        present.interestOpsAnd(~ops);
      } catch (CancelledKeyException e) {
        // It looks for nothing any more.
      }
    }
  }

  private void wakeLoop() {
    SelectorLoop joined = loop;
    if (joined != null) {
      joined.wake();
    }
  }

  private SelectionKey joinedKey() {
    SelectionKey present = key;
    return present != null ? present : join();
  }

  private synchronized SelectionKey join() {
    SelectionKey present = key;
    if (present != null) {
      return present;
    }
    if (closed) {
      throw new CancelledKeyException();
    }
    SelectorLoop chosen = loops.current();
    try {
      SelectionKey made = chosen.channels().add(this);
      loop = chosen;
      key = made;
      return made;
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw new CancelledKeyException();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for " + channel, e);
    }
  }
}
