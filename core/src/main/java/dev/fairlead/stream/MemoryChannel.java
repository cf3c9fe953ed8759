package dev.fairlead.stream;

import dev.fairlead.internal.Patience;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handles of a memory object stream share: the buffer, and who waits at either end.
 *
 * <p>Every method but one is called under {@link #lock}, and none parks, wakes or calls user code:
 * what is to be woken is put into a chain, what is to be told into a list, for after the lock.
 */
final class MemoryChannel<T> {

  /*
   * Nobody waits to receive while there is something to receive, and nobody waits to send while there
   * is room. So those who wait are all of one kind, receivers only with an empty buffer, senders only
   * with a full one, and stand in one list. Only a selection that would send and receive on the same
   * channel stands there as both, and finds no partner in itself.
   *
   * An item goes from hand to hand in one critical section: the wait of the other side is decided by
   * one compare-and-set, and only if that succeeds does the item change its owner. A wait that a
   * cancellation has decided first is taken out of the list and the next one is tried.
   *
   * Who waits may look at its place all the time, from another processor, and each write to the place
   * then takes it away from there and back. So as little as possible is written before the decision,
   * and nothing after it. For the same reason an item leaves nothing behind here, and its count where
   * something is written for it anyway, in the list or in the buffer: so what both sides read here stays
   * in the caches of both.
   *
   * Without a buffer, who takes the lock looks at the list next, and hardly ever finds it taken: so
   * the lock is that of the list. With one, the other side tugs at the lock all the time, and would
   * take the list along.
   */

  final SpinLock lock;

  private final int capacity;
  private final Exchanges waits;
  private final ItemQueue<T> buffer;

  // With a buffer, to park is better: meanwhile the other side makes room, or adds, for many items.
  private final @Nullable Patience patience;

  // Those who wait for room here although they do not send to this channel alone.
  private final @Nullable WaitList roomWatchers;

  // What an attempt has left behind for after the lock; only within one critical section.
  private @Nullable WaitNode woken;
  private @Nullable T discarded;

  private final OverflowPolicy overflow;
  final WaitReason sending = () -> "send on " + this;
  final WaitReason receiving = () -> "receive on " + this;
  private final String name;

  private int openSenders = 1;
  private int openReceivers = 1;
  private long dropped;
  private long undelivered;

  /** Makes one with a lock of its own. */
  MemoryChannel(int capacity, OverflowPolicy overflow, String name) {
    this(capacity, overflow, name, null, null);
  }

  /** Makes one that shares a lock with others, and tells others when there is room. */
  MemoryChannel(
      int capacity,
      OverflowPolicy overflow,
      String name,
      @Nullable SpinLock shared,
      @Nullable WaitList roomWatchers) {
    this.roomWatchers = roomWatchers;
    this.capacity = capacity;
    // What is made first stands first in memory: the lock neither beside what is read here, nor the
    // buffer beside the lock.
    SpinLock apart = capacity == 0 ? null : new SpinLock();
    this.waits = new Exchanges();
    this.buffer = new ItemQueue<>();
    this.lock = shared != null ? shared : apart != null ? apart : waits;
    this.patience = capacity == 0 ? new Patience() : null;
    this.overflow = overflow;
    this.name = name;
  }

  // ---- sending

  /** Tries to send; {@link #takeWoken} and {@link #takeDiscarded} say what is left to do. */
  Answer offer(T item) {
    if (openReceivers == 0) {
      return Answer.ENDED;
    }
    // With something in the buffer nobody waits to receive.
    Exchange receiver = buffer.size() == 0 ? giveToReceiver(item) : null;
    if (receiver != null) {
      woken = receiver;
      return Answer.DONE;
    }
    if (putIfRoom(item)) {
      return Answer.DONE;
    }
    return switch (overflow) {
      case WAIT -> Answer.WAIT;
      case FAIL -> Answer.FULL;
      case DROP_NEWEST -> discard(item, Answer.DISCARDED);
      case DROP_OLDEST -> replaceOldest(item);
    };
  }

  /**
   * Where nothing is buffered, gives an item to the first receiver and returns it to be let run;
   * null if that is not how it stands.
   */
  @Nullable Exchange giveFromHandToHand(T item) {
    return capacity == 0 ? giveToReceiver(item) : null;
  }

  private @Nullable Exchange giveToReceiver(T item) {
    for (Exchange receiver = waits.first(false); receiver != null; receiver = waits.first(false)) {
      receiver.give(item);
      waits.remove(receiver);
      if (receiver.take()) {
        waits.countHandOver();
        return receiver;
      }
      receiver.give(null);
    }
    return null;
  }

  private boolean putIfRoom(T item) {
    if (buffer.size() >= capacity) {
      return false;
    }
    buffer.add(item);
    return true;
  }

  private Answer replaceOldest(T item) {
    T oldest = buffer.poll();
    if (oldest == null) {
      throw new AssertionError("full without an item");
    }
    buffer.add(item);
    return discard(oldest, Answer.DONE);
  }

  private Answer discard(T item, Answer answer) {
    dropped++;
    discarded = item;
    return answer;
  }

  /** Lets a sender wait for room. */
  Exchange awaitRoom(Exchange sender) {
    waits.enlist(sender);
    return sender;
  }

  // ---- receiving

  /**
   * Tries to receive; null if there is nothing, and then {@link #hasEnded} says whether for ever.
   */
  @Nullable T poll() {
    boolean full = buffer.size() >= capacity; // If not, nobody waits to send.
    T item = buffer.poll();
    Exchange sender = full ? takeSender() : null;
    if (sender != null) {
      woken = sender;
      T next = itemOf(sender);
      if (item == null) {
        item = next;
        waits.countHandOver();
      } else {
        buffer.add(next);
      }
    }
    if (item != null) {
      tellOfRoom();
    }
    return item;
  }

  private void tellOfRoom() {
    if (roomWatchers != null) {
      woken = roomWatchers.takeFirst();
    }
  }

  /** As {@link #giveFromHandToHand}, the other way round: the sender has the item. */
  @Nullable Exchange takeFromHandToHand() {
    Exchange sender = capacity == 0 ? takeSender() : null;
    if (sender != null) {
      waits.countHandOver();
    }
    return sender;
  }

  /** Whether an item can be sent without waiting or failing. */
  boolean hasRoom() {
    return buffer.size() < capacity
        || overflow == OverflowPolicy.DROP_OLDEST
        || overflow == OverflowPolicy.DROP_NEWEST;
  }

  /** Whether every receiving handle is closed. */
  boolean isAbandoned() {
    return openReceivers == 0;
  }

  OverflowPolicy overflow() {
    return overflow;
  }

  private @Nullable Exchange takeSender() {
    for (Exchange sender = waits.first(true); sender != null; sender = waits.first(true)) {
      waits.remove(sender);
      if (sender.take()) {
        return sender;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // Only items of type T wait to be sent.
  T itemOf(Exchange sender) {
    T item = (T) sender.item();
    if (item == null) {
      throw new AssertionError("waits to send nothing");
    }
    return item;
  }

  boolean hasEnded() {
    return openSenders == 0;
  }

  /** Lets a receiver wait for an item. */
  Exchange awaitItem(Exchange receiver) {
    waits.enlist(receiver);
    return receiver;
  }

  // ---- what is left for after the lock

  /** The task to let run after an attempt, at most one. */
  @Nullable WaitNode takeWoken() {
    WaitNode node = woken;
    if (node != null) {
      woken = null;
    }
    return node;
  }

  /** The item that an attempt has dropped, at most one. */
  @Nullable T takeDiscarded() {
    T item = discarded;
    if (item != null) {
      discarded = null;
    }
    return item;
  }

  /** Notes for how long a task has waited to send, or to receive. Outside the lock. */
  void noteSend(Task<?> sender) {
    waits.noteSend(sender);
  }

  void noteReceive(Task<?> receiver) {
    waits.noteReceive(receiver);
  }

  // ---- waiting

  /**
   * Looks for a while whether a wait is over before its task is parked. Outside the lock.
   *
   * @return whether it is
   */
  boolean outlasts(Exchange wait, Task<?> task) {
    return patience != null && patience.outlasts(wait, task);
  }

  void withdraw(WaitNode wait) {
    waits.remove(wait);
  }

  // ---- opening and closing

  void openSender() {
    openSenders++;
  }

  void openReceiver() {
    openReceivers++;
  }

  /** Closes one sending handle. */
  void closeSender(Object handle, WaitList.Chain wake) {
    openSenders--;
    waits.end(wait -> wait.isOn(handle), Answer.CLOSED, wake);
    if (openSenders == 0) {
      waits.end(wait -> !wait.sends(), Answer.ENDED, wake);
    }
  }

  /** Closes one receiving handle; returns what nobody will receive any more. */
  List<T> closeReceiver(Object handle, WaitList.Chain wake) {
    openReceivers--;
    waits.end(wait -> wait.isOn(handle), Answer.CLOSED, wake);
    if (openReceivers > 0) {
      return List.of();
    }
    waits.end(Exchange::sends, Answer.ENDED, wake);
    WaitNode watcher = roomWatchers == null ? null : roomWatchers.takeFirst();
    if (watcher != null) {
      wake.add(watcher);
    }
    List<T> left = buffer.drain();
    undelivered += left.size();
    return left;
  }

  // ---- looking

  MemoryObjectStreamStatistics statistics() {
    long given = waits.handOvers();
    long replaced = overflow == OverflowPolicy.DROP_OLDEST ? dropped : 0;
    return new MemoryObjectStreamStatistics(
        buffer.size(),
        capacity,
        buffer.peak(),
        openSenders,
        openReceivers,
        given + buffer.added() + dropped - replaced,
        given + buffer.added() - replaced - undelivered - buffer.size(),
        dropped,
        undelivered,
        waits.waiting(true),
        waits.waiting(false),
        waits.longestSend(),
        waits.longestReceive());
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "memory object stream" : "memory object stream \"" + name + "\"";
  }
}
