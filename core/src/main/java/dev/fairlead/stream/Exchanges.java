package dev.fairlead.stream;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.sync.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at either end of a channel, to send or to receive. Every method is called under the
 * lock of this list or another one that is always taken instead, but those that say otherwise.
 */
final class Exchanges extends WaitList {

  // Whether there may be some of each kind. Hardly ever, so who looks for one kind and meets the
  // other need not look through a crowd.
  private boolean mixed;

  // Of the waits that have ended; any thread.
  private volatile long longestSend;
  private volatile long longestReceive;

  /** Lets a task stand at the end. */
  void enlist(Exchange exchange) {
    Exchange front = (Exchange) first();
    boolean mixes = front != null && (mixed || front.sends() != exchange.sends());
    if (mixes != mixed) {
      mixed = mixes;
    }
    add(exchange);
  }

  /** The first who waits to send, or to receive. */
  @Nullable Exchange first(boolean sends) {
    WaitNode node = first();
    while (node != null && ((Exchange) node).sends() != sends) {
      node = mixed ? after(node) : null;
    }
    return (Exchange) node;
  }

  /** Ends some waits with an answer; their tasks are to be let run after the lock. */
  void end(Predicate<Exchange> which, Answer answer, Chain wake) {
    WaitNode node = first();
    while (node != null) {
      WaitNode next = after(node);
      Exchange exchange = (Exchange) node;
      if (which.test(exchange)) {
        remove(node);
        exchange.answer = answer;
        if (node.take()) {
          wake.add(node);
        }
      }
      node = next;
    }
  }

  /** Who waits to send, or to receive, first come first. */
  List<Waiting> waiting(boolean toSend) {
    var all = new ArrayList<Waiting>();
    for (WaitNode node = first(toSend); node != null; node = after(node)) {
      if (((Exchange) node).sends() == toSend) {
        all.add(node.asWaiting());
      }
    }
    return List.copyOf(all);
  }

  /** Notes for how long a task has waited to send. Outside the lock, which it may take. */
  void noteSend(Task<?> sender) {
    long waited = waitedNanos(sender);
    if (waited > longestSend) {
      lock();
      longestSend = Math.max(waited, longestSend);
      unlock();
    }
  }

  /** As {@link #noteSend}, of one that has waited to receive. */
  void noteReceive(Task<?> receiver) {
    long waited = waitedNanos(receiver);
    if (waited > longestReceive) {
      lock();
      longestReceive = Math.max(waited, longestReceive);
      unlock();
    }
  }

  private static long waitedNanos(Task<?> task) {
    return task.recentNanoTime() - task.waitingSinceNanos();
  }

  /** The longest that anybody has waited to send, those who wait now included. */
  Duration longestSend() {
    return longestOf(waiting(true), Duration.ofNanos(longestSend));
  }

  /** The longest that anybody has waited to receive, those who wait now included. */
  Duration longestReceive() {
    return longestOf(waiting(false), Duration.ofNanos(longestReceive));
  }
}
