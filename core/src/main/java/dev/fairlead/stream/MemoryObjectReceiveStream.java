package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.internal.LeakWatch;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.OpenResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A handle of the receiving end of a memory object stream; see {@link MemoryObjectStreams}.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="stream"}
 *
 * <p>Closing it lets who waits to receive on it fail with a {@link ClosedResourceException}.
 * Closing the last one breaks the stream: what is in the buffer will not be received, and is lost
 * unless {@link #closeAndDrain} is used.
 *
 * @param <T> what is received
 */
public final class MemoryObjectReceiveStream<T> implements ObjectReceiveStream<T> {

  private final MemoryChannel<T> channel;
  private final Optional<Consumer<? super T>> undelivered;
  private final OpenResource note;
  private final LeakWatch leaks;
  private boolean open = true; // under the lock of the channel

  MemoryObjectReceiveStream(MemoryChannel<T> channel, Optional<Consumer<? super T>> undelivered) {
    this.channel = channel;
    this.undelivered = undelivered;
    this.note = OpenResource.note(this);
    this.leaks = LeakWatch.over(this, "the " + this);
  }

  /**
   * Waits for the next object. A checkpoint. If it is cancelled, no object was taken.
   *
   * @throws EndOfStreamException if the sending end is closed and everything was received
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   */
  @Override
  public T receive() throws EndOfStreamException {
    Task<?> task = Task.current();
    task.checkpoint();
    return checked(receiveOrWait(task, Nanos.NEVER));
  }

  /**
   * Takes the next object if there is one; never waits, and is not a checkpoint. Any thread may
   * call it.
   *
   * @throws EndOfStreamException if the sending end is closed and everything was received
   * @throws ClosedResourceException if this handle is closed
   */
  public Optional<T> tryReceive() throws EndOfStreamException {
    return optional(attempt(false));
  }

  /**
   * Waits for the next object for a while. A checkpoint. It tries before it looks at the time.
   *
   * @return the object; empty if none came in time
   * @throws EndOfStreamException if the sending end is closed and everything was received
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   */
  public Optional<T> tryReceive(Duration limit) throws EndOfStreamException {
    Task<?> task = Task.current();
    task.checkpoint();
    if (limit.compareTo(Duration.ZERO) <= 0) {
      return tryReceive();
    }
    return optional(receiveOrWait(task, Nanos.after(task.engine().nanoTime(), limit)));
  }

  /**
   * Waits for the next object, and takes those that come right behind it without waiting for more.
   * A checkpoint. If it is cancelled, no object was taken.
   *
   * @param max the most to take
   * @return at least one object
   * @throws EndOfStreamException if the sending end is closed and everything was received
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   * @throws IllegalArgumentException if {@code max} is less than 1
   */
  public List<T> receiveMany(int max) throws EndOfStreamException {
    if (max < 1) {
      throw new IllegalArgumentException("max must be at least 1: " + max);
    }
    Task<?> task = Task.current();
    task.checkpoint();
    var items = new ArrayList<T>();
    attemptMany(items, max);
    if (items.isEmpty()) {
      items.add(checked(receiveOrWait(task, Nanos.NEVER)));
      attemptMany(items, max - 1);
    }
    return items;
  }

  /** Takes so many objects if there are that many; a closed handle has none. */
  private void attemptMany(List<T> items, int max) {
    var wake = new WaitList.Chain();
    channel.lock.lock();
    try {
      for (int i = 0; open && i < max; i++) {
        T item = channel.poll();
        if (item == null) {
          break;
        }
        items.add(item);
        WaitNode woken = channel.takeWoken();
        if (woken != null) {
          wake.add(woken);
        }
      }
    } finally {
      channel.lock.unlock();
    }
    WaitList.letAllRun(wake.first());
  }

  /** An object, or the answer why there is none. */
  private Object receiveOrWait(Task<?> task, long untilNanos) {
    Object attempt = attempt(true);
    return attempt instanceof Exchange wait ? await(task, wait, untilNanos) : attempt;
  }

  private Object await(Task<?> task, Exchange wait, long untilNanos) {
    boolean decided = channel.outlasts(wait, task);
    if (decided) {
      return wait.received();
    }
    try {
      decided = task.parkUntil(wait, channel.receiving, untilNanos);
    } finally {
      channel.noteReceive(task);
      if (!decided) {
        withdraw(wait);
      }
    }
    return decided ? wait.received() : Answer.WAIT;
  }

  /** An object, or an {@link Attempt}. */
  private Object attempt(boolean wait) {
    WaitNode woken;
    Object attempt;
    channel.lock.lock();
    try {
      Exchange sender = open ? channel.takeFromHandToHand() : null;
      if (sender != null) {
        attempt = channel.itemOf(sender);
        woken = sender;
      } else {
        attempt = poll();
        if (attempt == Answer.WAIT && wait) {
          attempt = channel.awaitItem(new Exchange(this, null, null));
        }
        woken = channel.takeWoken();
      }
    } finally {
      channel.lock.unlock();
    }
    if (woken != null) {
      woken.letRun();
    }
    return attempt;
  }

  /** An object, or the answer why there is none. Under the lock. */
  Object poll() {
    if (!open) {
      return Answer.CLOSED;
    }
    T item = channel.poll();
    if (item != null) {
      return item;
    }
    return channel.hasEnded() ? Answer.ENDED : Answer.WAIT;
  }

  private void withdraw(Exchange wait) {
    channel.lock.lock();
    try {
      channel.withdraw(wait);
    } finally {
      channel.lock.unlock();
    }
  }

  private Optional<T> optional(Object received) throws EndOfStreamException {
    return received == Answer.WAIT ? Optional.empty() : Optional.of(checked(received));
  }

  @SuppressWarnings("unchecked") // What is no answer is an object that was sent.
  T checked(Object received) throws EndOfStreamException {
    if (received instanceof Answer answer) {
      throw failure(answer);
    }
    return (T) received;
  }

  private EndOfStreamException failure(Answer answer) {
    return switch (answer) {
      case ENDED -> new EndOfStreamException(channel + " has ended");
      case CLOSED ->
          throw new ClosedResourceException(
              "receive on a closed handle of " + channel + "; keep it open until the last receive");
      case DONE, DISCARDED, FULL, WAIT -> throw new AssertionError("received " + answer);
    };
  }

  /**
   * Makes another handle of this end. The end is closed when all of its handles are.
   *
   * @throws ClosedResourceException if this handle is closed
   */
  public MemoryObjectReceiveStream<T> duplicate() {
    if (!shareEnd()) {
      throw new ClosedResourceException("duplicate() of a closed handle of " + channel);
    }
    return new MemoryObjectReceiveStream<>(channel, undelivered);
  }

  private boolean shareEnd() {
    channel.lock.lock();
    try {
      if (open) {
        channel.openReceiver();
      }
      return open;
    } finally {
      channel.lock.unlock();
    }
  }

  /** Whether this handle is open. */
  public boolean isOpen() {
    channel.lock.lock();
    try {
      return open;
    } finally {
      channel.lock.unlock();
    }
  }

  /** Closes this handle. Never waits; any thread may call it, and closing twice does nothing. */
  @Override
  public void close() {
    List<T> left = closeAndDrain();
    undelivered.ifPresent(left::forEach);
  }

  @Override
  public void closeForcefully() {
    close();
  }

  /**
   * Closes this handle as {@link #close} does, and returns the objects that were sent and that
   * nobody will receive: those in the buffer when the last handle is closed, nothing otherwise.
   */
  public List<T> closeAndDrain() {
    var wake = new WaitList.Chain();
    List<T> left;
    channel.lock.lock();
    try {
      if (!open) {
        return List.of();
      }
      open = false;
      left = channel.closeReceiver(this, wake);
    } finally {
      channel.lock.unlock();
    }
    leaks.closed();
    note.closed();
    WaitList.letAllRun(wake.first());
    return left;
  }

  /** What is in the stream, what went through it, and who waits. */
  public MemoryObjectStreamStatistics statistics() {
    channel.lock.lock();
    try {
      return channel.statistics();
    } finally {
      channel.lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "receiving end of " + channel;
  }

  /** To receive, as one of several things that a task waits for. */
  Selectable selectable() {
    return new SelectableReceive<>(this, channel);
  }
}
