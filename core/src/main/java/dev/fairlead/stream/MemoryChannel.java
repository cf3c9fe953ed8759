package dev.fairlead.stream;

import dev.fairlead.internal.Patience;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.util.List;
import java.util.function.Predicate;
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
   * is room. So at most one of the lists has a live wait in it, receivers only with an empty buffer,
   * senders only with a full one.
   *
   * An item goes from hand to hand in one critical section: the wait of the other side is decided by
   * one compare-and-set, and only if that succeeds does the item change its owner. A wait that a
   * cancellation has decided first is taken out of the list and the next one is tried.
   *
   * Who waits may look at its place all the time, from another processor, and each write to the place
   * then takes it away from there and back. So as little as possible is written before the decision,
   * and nothing after it. For the same reason an item that goes from hand to hand leaves nothing
   * behind here but its count.
   */

  final SpinLock lock;
  final WaitReason sending = () -> "send on " + this;
  final WaitReason receiving = () -> "receive on " + this;

  private final String name;
  private final int capacity;
  private final OverflowPolicy overflow;
  private final ItemQueue<T> buffer = new ItemQueue<>();
  private final WaitList senders = new WaitList();
  private final WaitList receivers = new WaitList();

  // With a buffer, to park is better: meanwhile the other side makes room, or adds, for many items.
  private final @Nullable Patience patience;

  private int openSenders = 1;
  private int openReceivers = 1;
  private int peak;
  private long sent;
  private long received;
  private long dropped;
  private long undelivered;

  // Those who wait for room here although they do not send to this channel alone.
  private final @Nullable WaitList roomWatchers;

  // What an attempt has left behind for after the lock; only within one critical section.
  private @Nullable T discarded;
  private @Nullable WaitNode woken;

  /** Makes one with a lock of its own, that of a list it guards: one line of the cache for both. */
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
    this.patience = capacity == 0 ? new Patience() : null;
    this.overflow = overflow;
    this.name = name;
    this.lock = shared == null ? receivers : shared;
  }

  // ---- sending

  /** Tries to send; {@link #takeWoken} and {@link #takeDiscarded} say what is left to do. */
  Answer offer(T item) {
    if (openReceivers == 0) {
      return Answer.ENDED;
    }
    Exchange receiver = giveToReceiver(item);
    if (receiver != null) {
      woken = receiver;
      return Answer.DONE;
    }
    if (putIfRoom(item)) {
      sent++;
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
    for (WaitNode first = receivers.first(); first != null; first = receivers.first()) {
      Exchange receiver = (Exchange) first;
      receiver.item = item;
      receivers.remove(receiver);
      if (receiver.take()) {
        sent++;
        received++;
        return receiver;
      }
      receiver.item = null;
    }
    return null;
  }

  private boolean putIfRoom(T item) {
    if (buffer.size() >= capacity) {
      return false;
    }
    put(item);
    return true;
  }

  private void put(T item) {
    buffer.add(item);
    peak = Math.max(peak, buffer.size());
  }

  private Answer replaceOldest(T item) {
    T oldest = buffer.poll();
    if (oldest == null) {
      throw new AssertionError("full without an item");
    }
    put(item);
    return discard(oldest, Answer.DONE);
  }

  private Answer discard(T item, Answer answer) {
    sent++;
    dropped++;
    discarded = item;
    return answer;
  }

  /** Lets a sender wait for room. */
  Exchange awaitRoom(Exchange sender) {
    senders.add(sender);
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
      } else {
        put(next);
      }
    }
    if (item != null) {
      received++;
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
      received++;
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
    for (WaitNode first = senders.first(); first != null; first = senders.first()) {
      senders.remove(first);
      if (first.take()) {
        sent++;
        return (Exchange) first;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // Only items of type T wait to be sent.
  T itemOf(Exchange sender) {
    T item = (T) sender.item;
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
    receivers.add(receiver);
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
    senders.noteWait(sender);
  }

  void noteReceive(Task<?> receiver) {
    receivers.noteWait(receiver);
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

  void withdrawSender(WaitNode sender) {
    senders.remove(sender);
  }

  void withdrawReceiver(WaitNode receiver) {
    receivers.remove(receiver);
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
    endWaits(senders, wake, Answer.CLOSED, node -> node.isOn(handle));
    if (openSenders == 0) {
      endWaits(receivers, wake, Answer.ENDED, _ -> true);
    }
  }

  /** Closes one receiving handle; returns what nobody will receive any more. */
  List<T> closeReceiver(Object handle, WaitList.Chain wake) {
    openReceivers--;
    endWaits(receivers, wake, Answer.CLOSED, node -> node.isOn(handle));
    if (openReceivers > 0) {
      return List.of();
    }
    endWaits(senders, wake, Answer.ENDED, _ -> true);
    WaitNode watcher = roomWatchers == null ? null : roomWatchers.takeFirst();
    if (watcher != null) {
      wake.add(watcher);
    }
    List<T> left = buffer.drain();
    undelivered += left.size();
    return left;
  }

  private static void endWaits(
      WaitList list, WaitList.Chain wake, Answer answer, Predicate<Exchange> which) {
    WaitNode node = list.first();
    while (node != null) {
      WaitNode next = WaitList.after(node);
      Exchange exchange = (Exchange) node;
      if (which.test(exchange)) {
        list.remove(node);
        exchange.answer = answer;
        if (node.take()) {
          wake.add(node);
        }
      }
      node = next;
    }
  }

  // ---- looking

  MemoryObjectStreamStatistics statistics() {
    return new MemoryObjectStreamStatistics(
        buffer.size(),
        capacity,
        peak,
        openSenders,
        openReceivers,
        sent,
        received,
        dropped,
        undelivered,
        senders.waiting(),
        receivers.waiting(),
        senders.longestWait(),
        receivers.longestWait());
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "memory object stream" : "memory object stream \"" + name + "\"";
  }
}
