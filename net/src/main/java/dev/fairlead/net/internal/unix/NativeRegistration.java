package dev.fairlead.net.internal.unix;

import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A channel of junixsocket in the loop that watches it. */
final class NativeRegistration implements Registration {

  private static final int READ = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

  private final NativeLoop loop;
  private final AtomicReference<@Nullable Waiter> reader = new AtomicReference<>();
  private final AtomicReference<@Nullable Waiter> writer = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean closing;
  private volatile boolean hungUp;

  // Set before any other use.
  @Nullable SelectionKey key;

  NativeRegistration(NativeLoop loop) {
    this.loop = loop;
  }

  @Override
  public void awaitReadable(WaitReason reason) {
    await(reader, reason, true);
  }

  @Override
  public void awaitWritable(WaitReason reason) {
    await(writer, reason, false);
  }

  private void await(AtomicReference<@Nullable Waiter> place, WaitReason reason, boolean reading) {
    Checkpoints.checkpoint();
    var waiter = new Waiter();
    if (!place.compareAndSet(null, waiter)) {
      throw new BusyResourceException(reason.describe());
    }
    try {
      loop.submit(() -> watch(reading));
      if (!closing && !hungUp) {
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

  /** Loop thread. */
  private void watch(boolean reading) {
    SelectionKey watched = key;
    if (watched == null) {
      throw new AssertionError("not registered");
    }
    int ops = (reading ? READ : SelectionKey.OP_WRITE) & watched.channel().validOps();
    try {
      watched.interestOps(watched.interestOps() | ops);
    } catch (CancelledKeyException e) {
      hangUp(); // Or it is closed, and who waits has been woken.
    }
  }

  /** Loop thread. */
  void wake(int ready) {
    if ((ready & READ) != 0) {
      wake(reader.get());
    }
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      wake(writer.get());
    }
  }

  /** From now on every wait returns at once, and the operation says what is wrong. */
  void hangUp() {
    hungUp = true;
    wake(reader.get());
    wake(writer.get());
  }

  private static void wake(@Nullable Waiter waiter) {
    if (waiter != null) {
      waiter.wake();
    }
  }

  @Override
  public void notifyClosing() {
    closing = true;
    wake(reader.get());
    wake(writer.get());
  }

  @Override
  public void close() {
    notifyClosing();
    SelectionKey watched = key;
    if (closed.compareAndSet(false, true) && watched != null) {
      loop.deregister(watched);
    }
  }
}
