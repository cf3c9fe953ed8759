package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.StreamFullException;
import dev.fairlead.internal.Aftermath;
import dev.fairlead.internal.LeakWatch;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each object to every subscriber.
 *
 * {@snippet file="BroadcastSnippets.java" region="broadcast"}
 *
 * <p>A subscriber has a buffer of its own, and a policy for when it lags behind: a send waits for
 * it, or drops its oldest or its newest object, or fails. All subscribers get an object at the same
 * moment: a send that is cancelled, or fails, has given it to none of them. What was sent before
 * somebody subscribed is not received by that subscriber; without subscribers it is received by
 * nobody.
 *
 * <p>Sends are served in the order in which they came. Everything but {@link #send} may be called
 * from any thread.
 *
 * @param <T> what is sent
 */
public final class Broadcast<T> implements AutoCloseable {

  private static final WaitReason REASON = () -> "the slowest subscriber of a broadcast";

  // Of those in line one has its turn and waits for room; the others wait here. Where nobody is in
  // line, nobody needs a turn: an item is sent to all under the lock.
  private final Semaphore turn = new Semaphore(1);

  // The channels of all subscribers share this lock, which guards what follows too.
  private final SpinLock lock = new SpinLock();
  private final WaitList waitingForRoom = new WaitList();
  private final List<MemoryChannel<T>> subscribers = new ArrayList<>();
  private int inLine; // sends that found no room, or others before them
  private boolean open = true;

  private final OpenResource note;
  private final LeakWatch leaks;

  /** Makes a broadcast without subscribers. */
  public Broadcast() {
    note = OpenResource.note(this);
    leaks = LeakWatch.over(this, "a broadcast");
  }

  /** What an attempt to send came to. */
  private enum Outcome {
    SENT,
    NO_ROOM,
    FAILS,
    CLOSED
  }

  /** How a sender stands to the others. */
  private enum Sender {
    NEVER_WAITS,
    COMES_TO_WAIT,
    IN_TURN
  }

  /**
   * Subscribes: what is sent from now on can be received from the stream that is returned. Closing
   * the stream ends the subscription; its {@code duplicate()} shares it.
   *
   * @param capacity how many objects the subscriber may lag behind
   * @param whenFull what a send does when it lags behind further
   * @throws IllegalArgumentException if {@code capacity} is less than 1
   * @throws ClosedResourceException if the broadcast is closed
   */
  public MemoryObjectReceiveStream<T> subscribe(int capacity, OverflowPolicy whenFull) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
    }
    var channel = new MemoryChannel<T>(capacity, whenFull, "broadcast", lock, waitingForRoom);
    if (!add(channel)) {
      throw new ClosedResourceException("subscribe() to a closed broadcast");
    }
    return new MemoryObjectReceiveStream<>(channel, Optional.empty());
  }

  private boolean add(MemoryChannel<T> channel) {
    lock.lock();
    try {
      if (open) {
        subscribers.add(channel);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends an object to all subscribers; waits for those that lag behind, where their policy is to
   * wait. A checkpoint. If it is cancelled, nobody got the object.
   *
   * @throws ClosedResourceException if the broadcast is closed, also meanwhile
   * @throws StreamFullException if a subscriber lags behind whose policy is to fail
   */
  public void send(T item) {
    Objects.requireNonNull(item, "a broadcast carries no null");
    Task<?> task = Task.current();
    task.checkpoint();
    Outcome outcome = attempt(item, Sender.COMES_TO_WAIT, null);
    ensurePossible(outcome);
    if (outcome == Outcome.NO_ROOM) {
      sendInLine(task, item);
    }
  }

  private void sendInLine(Task<?> task, T item) {
    boolean hasTurn = false;
    boolean sent = false;
    try {
      turn.acquire();
      hasTurn = true;
      sendInTurn(task, item);
      sent = true;
    } finally {
      if (!sent) {
        leaveLine();
      }
      if (hasTurn) {
        turn.release();
      }
    }
  }

  private void sendInTurn(Task<?> task, T item) {
    for (Outcome outcome = attempt(item, Sender.IN_TURN, null);
        outcome != Outcome.SENT;
        outcome = awaitRoom(task, item)) {
      ensurePossible(outcome);
    }
  }

  private void leaveLine() {
    lock.lock();
    inLine--;
    lock.unlock();
  }

  /**
   * Sends an object if that is possible at once; never waits, and is not a checkpoint.
   *
   * @return whether it was sent
   * @throws ClosedResourceException if the broadcast is closed
   */
  public boolean trySend(T item) {
    Objects.requireNonNull(item, "a broadcast carries no null");
    Outcome outcome = attempt(item, Sender.NEVER_WAITS, null);
    if (outcome == Outcome.CLOSED) {
      ensurePossible(outcome);
    }
    return outcome == Outcome.SENT;
  }

  /** Waits until a subscriber has made room, unless there is room now, and says how it stands. */
  private Outcome awaitRoom(Task<?> task, T item) {
    var place = new WaitNode();
    Outcome outcome = attempt(item, Sender.IN_TURN, place);
    if (outcome == Outcome.NO_ROOM) {
      waitForRoom(task, place);
    }
    return outcome;
  }

  private void waitForRoom(Task<?> task, WaitNode place) {
    boolean woken = false;
    try {
      woken = task.parkUntil(place, REASON, Nanos.NEVER);
    } finally {
      if (!woken) {
        leave(place);
      }
    }
  }

  private void leave(WaitNode place) {
    lock.lock();
    try {
      waitingForRoom.remove(place);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends to all or to none. Where there is no room, who comes to wait stands in line, and the
   * place of who has its turn is put where it hears of room.
   */
  private Outcome attempt(T item, Sender sender, @Nullable WaitNode place) {
    var after = new Aftermath();
    Outcome outcome;
    lock.lock();
    try {
      boolean behind = open && sender != Sender.IN_TURN && inLine > 0;
      outcome = behind ? Outcome.NO_ROOM : look();
      if (outcome == Outcome.SENT) {
        sendToAll(item, after);
        inLine -= sender == Sender.IN_TURN ? 1 : 0;
      } else if (outcome == Outcome.NO_ROOM) {
        inLine += sender == Sender.COMES_TO_WAIT ? 1 : 0;
        if (place != null) {
          waitingForRoom.add(place);
        }
      }
    } finally {
      lock.unlock();
    }
    after.settle();
    return outcome;
  }

  private Outcome look() {
    if (!open) {
      return Outcome.CLOSED;
    }
    subscribers.removeIf(MemoryChannel::isAbandoned);
    Outcome outcome = Outcome.SENT;
    for (MemoryChannel<T> subscriber : subscribers) {
      if (!subscriber.hasRoom()) {
        if (subscriber.overflow() == OverflowPolicy.FAIL) {
          return Outcome.FAILS;
        }
        outcome = Outcome.NO_ROOM;
      }
    }
    return outcome;
  }

  private void sendToAll(T item, Aftermath after) {
    for (MemoryChannel<T> subscriber : subscribers) {
      Answer answer = subscriber.offer(item);
      if (!answer.isSent()) {
        throw new AssertionError("there was room a moment ago: " + answer);
      }
      after.letRun(subscriber.takeWoken());
      subscriber.takeDiscarded();
    }
  }

  private static void ensurePossible(Outcome outcome) {
    switch (outcome) {
      case SENT, NO_ROOM -> {} // Possible, now or later.
      case FAILS ->
          throw new StreamFullException(
              "a subscriber of the broadcast lags behind; receive faster, give it a larger"
                  + " capacity, or choose another OverflowPolicy for it");
      case CLOSED ->
          throw new ClosedResourceException(
              "send to a closed broadcast; keep it open until the last send");
    }
  }

  /** Closes the broadcast: subscribers receive what they have and then the end of the stream. */
  @Override
  public void close() {
    var wake = new WaitList.Chain();
    lock.lock();
    try {
      if (!open) {
        return;
      }
      open = false;
      subscribers.forEach(subscriber -> subscriber.closeSender(this, wake));
      subscribers.clear();
      WaitNode sender = waitingForRoom.takeFirst();
      if (sender != null) {
        wake.add(sender);
      }
    } finally {
      lock.unlock();
    }
    leaks.closed();
    note.closed();
    WaitList.letAllRun(wake.first());
  }

  /** How many there are who receive what is sent. */
  public int subscriberCount() {
    lock.lock();
    try {
      subscribers.removeIf(MemoryChannel::isAbandoned);
      return subscribers.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "broadcast, " + subscriberCount() + " subscribers";
  }
}
