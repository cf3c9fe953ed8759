package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.epoll.EpollKey;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The selector of one loop and the channels registered with it. Opened for the first channel. */
@SuppressWarnings("ReferenceEquality") // whether a selector or a key is this very one
final class ChannelSelector {

  /*
   * Whoever holds `selecting` may select. That is the loop, all the while it sleeps in the selector;
   * and in between a thread that has cancelled a key, because only the next selection releases the
   * descriptor of a closed channel.
   *
   * The loop never waits for `selecting`: on a carrier it may be held by a task that needs the
   * thread of the loop to go on.
   *
   * A selection takes a pending wake-up with it, also one that was meant for the loop. So the loop
   * looks once more whether it may still sleep, when nobody else can select any more.
   *
   * Every selection takes back the keys that were cancelled before it began. So who has cancelled
   * one counts selections. To ask the channel would mean to queue for its locks, which the thread of
   * the loop takes to take the key back: a task that queues before it and is carried by the very
   * same thread could never run.
   */

  // Delivering wakes tasks, which run before more of them are woken: what was touched for them is
  // in the processor's cache then. With hundreds at once it was not.
  private static final int AT_ONCE = 32;

  private static final int SPINS_BEFORE_PARKING = 64;
  private static final long FLUSH_PAUSE_NANOS = 20_000;

  // Any thread.
  private final Opener opener;
  private final Runnable lookSoon;
  private final LoopState loop;
  private final Set<LoopRegistration> registrations = ConcurrentHashMap.newKeySet();
  private final ReentrantLock selecting = new ReentrantLock();
  private final AtomicLong selections = new AtomicLong(); // odd while one is under way
  private final Consumer<SelectionKey> deliver = this::deliver;
  private volatile @Nullable Selector selector; // written under this object's monitor
  private boolean closed; // guarded by this object's monitor

  // Guarded by `selecting`.
  private final ReadyKeys found = new ReadyKeys();
  private long foundIn; // the mark of the selection that found them
  private long deliveredFrom; // of the one whose keys are delivered now

  /** Opens the selector of a loop. */
  @FunctionalInterface
  interface Opener {
    Selector open() throws IOException;
  }

  /** Takes what starts the loop or lets it look soon. */
  ChannelSelector(Opener opener, Runnable lookSoon, LoopState loop) {
    this.opener = opener;
    this.lookSoon = lookSoon;
    this.loop = loop;
  }

  // ---- any thread

  /** The selector, once there is one. */
  @Nullable Selector current() {
    return selector;
  }

  /**
   * Makes sure that there is a selector.
   *
   * @throws IOException if the operating system refuses
   */
  synchronized Selector open() throws IOException {
    if (closed) {
      throw new IllegalStateException("the runtime has ended; register channels while it runs");
    }
    Selector open = selector;
    if (open == null) {
      open = opener.open();
      selector = open;
      lookSoon.run();
    }
    return open;
  }

  /** Adds a channel; nothing is looked for yet. */
  SelectionKey add(LoopRegistration registration) throws IOException {
    SelectableChannel channel = registration.channel();
    Selector open = open();
    // The lock that register() takes too.
    synchronized (channel.blockingLock()) {
      SelectionKey present = channel.keyFor(open);
      if (present != null && present.isValid()) {
        throw new IllegalStateException(
            "already registered with this runtime: " + channel + "; use that registration");
      }
      SelectionKey key = channel.register(open, 0, registration);
      registrations.add(registration);
      if (selector != open) { // Given up meanwhile; who did may not have found this one.
        registrations.remove(registration);
        throw new ClosedSelectorException();
      }
      return key;
    }
  }

  /** Forgets a registration whose key has gone. */
  void forget(LoopRegistration registration) {
    registrations.remove(registration);
  }

  /** Takes a channel out; when this returns, the selector no longer holds its descriptor. */
  void remove(LoopRegistration registration, SelectionKey key) {
    registrations.remove(registration);
    key.cancel();
    long enough = afterWholeSelection();
    for (int spins = 0; isHeld(key, enough); spins++) {
      if (!flush(key.selector()) && !loop.awaitAwake()) {
        // The loop selects, or will soon, and every selection flushes.
        lookSoon.run();
        pause(spins);
      }
    }
  }

  /** Less than the mark of any selection that begins later. */
  long mark() {
    return selections.get();
  }

  /** How many selections there have been when one that begins now, or later, is over. */
  private long afterWholeSelection() {
    long marks = selections.get();
    return marks + 2 + (marks & 1);
  }

  private boolean isHeld(SelectionKey key, long enough) {
    if (key instanceof EpollKey own) {
      return own.isHeld();
    }
    // One that is being closed selects no more. Its loop has ended, or has given it up.
    return key.selector().isOpen()
        ? selections.get() < enough
        : key.channel().keyFor(key.selector()) == key;
  }

  private boolean flush(Selector open) {
    if (!selecting.tryLock()) {
      return false;
    }
    try {
      deliveredFrom = nextMark();
      select(open, 0, deliver);
      return true;
    } finally {
      selecting.unlock();
    }
  }

  private static void pause(int spins) {
    if (spins < SPINS_BEFORE_PARKING) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(FLUSH_PAUSE_NANOS);
    }
  }

  // ---- loop thread only

  /**
   * Wakes who waits for what is ready, after waiting for it for some nanoseconds at most; returns
   * whether anything was ready, or was handled by another thread.
   */
  boolean select(long nanos) {
    Selector open = selector;
    if (open == null) {
      return false;
    }
    if (!selecting.tryLock()) {
      return true;
    }
    try {
      if (found.isEmpty()) {
        foundIn = nextMark();
        select(open, nanos > 0 && !loop.isAsleep() ? 0 : nanos, found);
      }
      boolean any = !found.isEmpty();
      deliveredFrom = foundIn;
      found.deliver(AT_ONCE, deliver);
      return any;
    } finally {
      selecting.unlock();
    }
  }

  /** Ends all waits and closes the selector. The last call of the loop, or instead of it. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    registrations.forEach(LoopRegistration::notifyClosing);
    Selector open = selector;
    if (open != null) {
      close(open);
    }
  }

  private static void close(Selector open) {
    try {
      open.close();
    } catch (IOException e) {
      Guarded.report("closing a selector failed", e);
    }
  }

  // ---- whoever holds `selecting`

  /** What the next selection is marked with. */
  private long nextMark() {
    return selections.getPlain() + 1;
  }

  private void select(Selector open, long nanos, Consumer<SelectionKey> action) {
    selections.setRelease(selections.getPlain() + 1);
    try {
      if (nanos <= 0) {
        open.selectNow(action);
      } else if (nanos == Nanos.NEVER) {
        open.select(action);
      } else {
        open.select(action, (nanos - 1) / 1_000_000 + 1);
      }
      sweep(open);
    } catch (IOException | ClosedSelectorException e) {
      failed(open, e);
    } finally {
      selections.setRelease(selections.getPlain() + 1);
    }
  }

  private void deliver(SelectionKey key) {
    try {
      ((LoopRegistration) key.attachment()).deliver(key.readyOps(), deliveredFrom);
    } catch (CancelledKeyException e) {
      // Closed by another thread while this selection ran; its waiters are told there.
    }
  }

  /** Ends registrations whose channel was closed without a word: their keys are gone. */
  private void sweep(Selector open) {
    if (open.keys().size() < registrations.size()) {
      registrations.forEach(LoopRegistration::endIfChannelIsClosed);
    }
  }

  /** Gives a selector up that the operating system has failed; the next channel opens another. */
  private void failed(Selector broken, Exception failure) {
    synchronized (this) {
      if (closed || selector != broken) {
        return;
      }
      selector = null;
    }
    Guarded.report("a selector failed; what waits for its channels is told they closed", failure);
    registrations.forEach(LoopRegistration::notifyClosing);
    registrations.clear();
    close(broken);
  }
}
