package dev.fairlead.net.internal.connect;

import dev.fairlead.Deadline;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events on their way to one task. Putting never waits, so that no event is lost. */
final class Mailbox<E> {

  private final WaitReason reason;

  // Guarded by this.
  private final ArrayDeque<E> events = new ArrayDeque<>();
  private @Nullable Waiter receiver;

  Mailbox(WaitReason reason) {
    this.reason = reason;
  }

  /** Adds an event. Any task. */
  void put(E event) {
    Waiter waiting = add(event);
    if (waiting != null) {
      waiting.wake(); // Not under the monitor: the receiver may run at once.
    }
  }

  private synchronized @Nullable Waiter add(E event) {
    events.add(event);
    return receiver;
  }

  /** Waits for the next event; empty once the deadline has passed. One task. A checkpoint. */
  Optional<E> take(Deadline deadline) {
    Checkpoints.checkpoint();
    Optional<E> present = poll();
    if (present.isPresent()) {
      return present;
    }
    var waiter = new Waiter();
    setReceiver(waiter);
    try {
      if (isEmpty()) {
        Parking.parkUntil(waiter, reason, deadline);
      }
    } finally {
      setReceiver(null);
    }
    return poll();
  }

  private synchronized void setReceiver(@Nullable Waiter waiter) {
    receiver = waiter;
  }

  private synchronized boolean isEmpty() {
    return events.isEmpty();
  }

  private synchronized Optional<E> poll() {
    return Optional.ofNullable(events.poll());
  }

  /** Takes what nobody has taken. */
  synchronized List<E> drain() {
    var left = new ArrayList<>(events);
    events.clear();
    return left;
  }
}
