package dev.fairlead.testing.bugs;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A channel without bound, right or wrong. */
final class FlawedChannel {

  private final Flaw flaw;
  private final Deque<Integer> items = new ArrayDeque<>();
  private final WaitQueue receivers = new WaitQueue();
  private boolean closed;

  FlawedChannel(Flaw flaw) {
    this.flaw = flaw;
  }

  int size() {
    return items.size();
  }

  void send(int item) {
    items.add(item);
    receivers.wakeOne();
  }

  /** The next item; empty at the end. */
  Optional<Integer> receive() {
    while (true) {
      receivers.awaitWhile(() -> items.isEmpty() && !closed, () -> "an item");
      if (flaw == Flaw.TAKES_FROM_EMPTY && !items.isEmpty()) {
        Checkpoints.interleave();
        return Optional.of(items.remove());
      }
      Optional<Integer> item = Optional.ofNullable(items.poll());
      if (item.isPresent() && flaw == Flaw.ITEM_LOST_ON_CANCEL) {
        Checkpoints.checkpoint();
      }
      if (item.isPresent() || closed) {
        return item;
      }
    }
  }

  void close() {
    closed = true;
    receivers.wake(flaw == Flaw.CLOSE_WAKES_ONE ? 1 : Integer.MAX_VALUE);
  }
}
