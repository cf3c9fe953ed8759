package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.StreamFullException;
import dev.fairlead.internal.LeakWatch;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.OpenResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A handle of the sending end of a memory object stream; see {@link MemoryObjectStreams}.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="stream"}
 *
 * <p>Closing it lets who waits to send on it fail with a {@link ClosedResourceException}; their
 * objects are not sent. Closing the last one ends the stream.
 *
 * @param <T> what is sent
 */
public final class MemoryObjectSendStream<T> implements ObjectSendStream<T> {

  private final MemoryChannel<T> channel;
  private final Optional<Consumer<? super T>> undelivered;
  private final OpenResource note;
  private final LeakWatch leaks;
  private boolean open = true; // under the lock of the channel

  MemoryObjectSendStream(MemoryChannel<T> channel, Optional<Consumer<? super T>> undelivered) {
    this.channel = channel;
    this.undelivered = undelivered;
    this.note = OpenResource.note(this);
    this.leaks = LeakWatch.over(this, "the " + this);
  }

  /**
   * Sends an object; waits for room, or for its receiver if there is no buffer. A checkpoint. If it
   * is cancelled, the object was not sent.
   *
   * @throws BrokenResourceException if the receiving end is closed, also meanwhile
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   * @throws StreamFullException if the stream was made to fail when it is full
   */
  @Override
  public void send(T item) throws BrokenResourceException {
    Task<?> task = Task.current();
    task.checkpoint();
    check(sendOrWait(task, item, Nanos.NEVER));
  }

  /**
   * Sends an object if that is possible at once; never waits, and is not a checkpoint. Any thread
   * may call it.
   *
   * @return whether the object was sent; false also when the stream has dropped it
   * @throws BrokenResourceException if the receiving end is closed
   * @throws ClosedResourceException if this handle is closed
   */
  public boolean trySend(T item) throws BrokenResourceException {
    return isDone((Answer) attempt(item, false));
  }

  /**
   * Sends an object, and waits for a while if necessary. A checkpoint. It tries before it looks at
   * the time.
   *
   * @return whether the object was sent; false also when the stream has dropped it
   * @throws BrokenResourceException if the receiving end is closed, also meanwhile
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   */
  public boolean trySend(T item, Duration limit) throws BrokenResourceException {
    Task<?> task = Task.current();
    task.checkpoint();
    if (limit.compareTo(Duration.ZERO) <= 0) {
      return trySend(item);
    }
    long until = Nanos.after(task.engine().nanoTime(), limit);
    return isDone(sendOrWait(task, item, until));
  }

  private boolean isDone(Answer answer) throws BrokenResourceException {
    return answer != Answer.FULL && check(answer) == Answer.DONE;
  }

  /**
   * Sends all objects of a queue, and removes each from the queue when it is sent. A checkpoint.
   *
   * <p>Whatever ends it early, the objects left in the queue are those that were not sent. Nobody
   * else changes the queue meanwhile.
   *
   * @throws BrokenResourceException if the receiving end is closed, also meanwhile
   * @throws ClosedResourceException if this handle is closed, also meanwhile
   * @throws StreamFullException if the stream was made to fail when it is full
   */
  public void sendAll(Queue<? extends T> items) throws BrokenResourceException {
    if (items instanceof Deque<? extends T>) {
      sendInBatches(items);
    } else {
      sendOneByOne(items);
    }
  }

  /** Asks the queue for each: one with priorities does not go through its items in their order. */
  private void sendOneByOne(Queue<? extends T> items) throws BrokenResourceException {
    Task<?> task = Task.current();
    do {
      task.checkpoint();
      T item = items.peek();
      if (item == null) {
        return;
      }
      check(sendOrWait(task, item, Nanos.NEVER));
      remove(items, 1);
    } while (!items.isEmpty());
  }

  private void sendInBatches(Queue<? extends T> items) throws BrokenResourceException {
    Task<?> task = Task.current();
    List<T> all = List.copyOf(items);
    int next = 0;
    do {
      task.checkpoint();
      int sent = attemptAll(all.subList(next, all.size()));
      next += sent;
      remove(items, sent);
      if (next < all.size()) {
        check(sendOrWait(task, all.get(next), Nanos.NEVER));
        remove(items, 1);
        next++;
      }
    } while (next < all.size());
  }

  private static void remove(Queue<?> items, int count) {
    for (int i = 0; i < count; i++) {
      items.remove();
    }
  }

  /** Sends in one go what can be sent at once; returns how many that were. */
  private int attemptAll(List<T> items) {
    var wake = new WaitList.Chain();
    var discarded = new ArrayList<T>();
    int sent = 0;
    channel.lock.lock();
    try {
      while (sent < items.size() && offer(items.get(sent)).isSent()) {
        sent++;
        WaitNode woken = channel.takeWoken();
        if (woken != null) {
          wake.add(woken);
        }
        T dropped = channel.takeDiscarded();
        if (dropped != null) {
          discarded.add(dropped);
        }
      }
    } finally {
      channel.lock.unlock();
    }
    WaitList.letAllRun(wake.first());
    discarded.forEach(this::tellUndelivered);
    return sent;
  }

  private Answer sendOrWait(Task<?> task, T item, long untilNanos) {
    Attempt attempt = attempt(item, true);
    return attempt instanceof Exchange wait ? await(task, wait, untilNanos) : (Answer) attempt;
  }

  private Answer await(Task<?> task, Exchange wait, long untilNanos) {
    boolean decided = channel.outlasts(wait, task);
    if (decided) {
      return wait.answer;
    }
    try {
      decided = task.parkUntil(wait, channel.sending, untilNanos);
    } finally {
      channel.noteSend(task);
      if (!decided) {
        withdraw(wait);
      }
    }
    return decided ? wait.answer : Answer.WAIT;
  }

  private Attempt attempt(T item, boolean wait) {
    Objects.requireNonNull(item, "a memory object stream carries no null");
    Attempt attempt = Answer.DONE;
    WaitNode woken;
    T discarded = null;
    channel.lock.lock();
    try {
      woken = open ? channel.giveFromHandToHand(item) : null;
      if (woken == null) {
        attempt = offer(item);
        if (attempt == Answer.WAIT && wait) {
          attempt = channel.awaitRoom(new Exchange(this, item, null));
        }
        woken = channel.takeWoken();
        discarded = channel.takeDiscarded();
      }
    } finally {
      channel.lock.unlock();
    }
    if (woken != null) {
      woken.letRun();
    }
    if (discarded != null) {
      tellUndelivered(discarded);
    }
    return attempt;
  }

  /** Under the lock of the channel. */
  Answer offer(T item) {
    return open ? channel.offer(item) : Answer.CLOSED;
  }

  void tellUndelivered(T item) {
    undelivered.ifPresent(listener -> listener.accept(item));
  }

  private void withdraw(Exchange wait) {
    channel.lock.lock();
    try {
      channel.withdraw(wait);
    } finally {
      channel.lock.unlock();
    }
  }

  Answer check(Answer answer) throws BrokenResourceException {
    return switch (answer) {
      case DONE, DISCARDED, WAIT -> answer;
      case CLOSED ->
          throw new ClosedResourceException(
              "send on a closed handle of " + channel + "; keep it open until the last send");
      case ENDED ->
          throw new BrokenResourceException(
              "nobody will receive from " + channel + ": every receiving handle is closed");
      case FULL ->
          throw new StreamFullException(
              channel + " is full; receive faster, send slower, or choose another OverflowPolicy");
    };
  }

  /**
   * Makes another handle of this end. The end is closed when all of its handles are.
   *
   * @throws ClosedResourceException if this handle is closed
   */
  public MemoryObjectSendStream<T> duplicate() {
    if (!shareEnd()) {
      throw new ClosedResourceException("duplicate() of a closed handle of " + channel);
    }
    return new MemoryObjectSendStream<>(channel, undelivered);
  }

  private boolean shareEnd() {
    channel.lock.lock();
    try {
      if (open) {
        channel.openSender();
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
    var wake = new WaitList.Chain();
    channel.lock.lock();
    try {
      if (!open) {
        return;
      }
      open = false;
      channel.closeSender(this, wake);
    } finally {
      channel.lock.unlock();
    }
    leaks.closed();
    note.closed();
    WaitList.letAllRun(wake.first());
  }

  @Override
  public void closeForcefully() {
    close();
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
    return "sending end of " + channel;
  }

  /** To send an item, as one of several things that a task waits for. */
  Selectable selectable(T item) {
    return new SelectableSend<>(this, channel, item);
  }
}
