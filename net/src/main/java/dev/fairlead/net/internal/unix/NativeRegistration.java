package dev.fairlead.net.internal.unix;

import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A channel of junixsocket in the loop that watches it. */
final class NativeRegistration implements Registration {

  private static final int READ = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

  final AbstractSelectableChannel channel;
  private final AtomicReference<@Nullable Waiter> reader = new AtomicReference<>();
  private final AtomicReference<@Nullable Waiter> writer = new AtomicReference<>();
  private volatile boolean closing;

  // Guarded by this.
  private NativeLoop loop;
  private boolean closed;

  // By the loop that watches the channel.
  volatile @Nullable SelectionKey key;

  NativeRegistration(AbstractSelectableChannel channel) throws IOException {
    this.channel = channel;
    this.loop = NativeLoop.watching(this);
  }

  @Override
  public void awaitReadable(WaitReason reason) {
    await(reader, reason, READ);
  }

  @Override
  public void awaitWritable(WaitReason reason) {
    await(writer, reason, SelectionKey.OP_WRITE);
  }

  private void await(AtomicReference<@Nullable Waiter> place, WaitReason reason, int operations) {
    Checkpoints.checkpoint();
    var waiter = new Waiter();
    if (!place.compareAndSet(null, waiter)) {
      throw new BusyResourceException(reason.describe());
    }
    try {
      NativeLoop turning = turningLoop(reason);
      turning.submit(() -> watch(turning, operations & channel.validOps()));
      if (!closing) {
        Parking.park(waiter, reason);
      }
    } finally {
      place.set(null);
    }
    if (closing) {
      throw new ClosedResourceException(
          "cannot " + reason.describe() + ": this program has closed it");
    }
  }

  /** The loop that watches the channel, or another one if that has ended. */
  private synchronized NativeLoop turningLoop(WaitReason reason) {
    if (!closed && loop.hasEnded()) {
      key = null;
      try {
        loop = NativeLoop.watching(this);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot " + reason.describe(), e);
      }
    }
    return loop;
  }

  /** The loop that watches the channel, or has done so until it ended. */
  synchronized NativeLoop loop() {
    return loop;
  }

  // ---- loop thread

  /**
   * Watches for operations too. A key is no longer valid when the peer has gone, or when a socket
   * for datagrams had an error: whatever it is, trying again tells.
   */
  private void watch(NativeLoop watching, int operations) {
    if (closing) {
      return; // Who waits has been woken, and the channel is no longer to be watched.
    }
    try {
      SelectionKey present = key;
      if (present == null || !present.isValid()) {
        watching.register(this);
        present = key;
      }
      if (present != null) {
        present.interestOps(present.interestOps() | operations);
      }
    } catch (CancelledKeyException | ClosedSelectorException | IOException e) {
      wakeAll();
    }
  }

  void wakeReady(SelectionKey watched) {
    try {
      int ready = watched.readyOps();
      watched.interestOps(watched.interestOps() & ~ready);
      if ((ready & READ) != 0) {
        wake(reader.get());
      }
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        wake(writer.get());
      }
    } catch (CancelledKeyException e) {
      wakeAll(); // The channel itself was closed just now.
    }
  }

  /** Lets all who wait try again: the operation says what is wrong. */
  void wakeAll() {
    wake(reader.get());
    wake(writer.get());
  }

  private static void wake(@Nullable Waiter waiter) {
    if (waiter != null) {
      waiter.wake();
    }
  }

  // ---- any thread

  @Override
  public void notifyClosing() {
    closing = true;
    wakeAll();
  }

  @Override
  public void close() {
    notifyClosing();
    NativeLoop watching;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      watching = loop;
    }
    watching.deregister(this);
  }
}
