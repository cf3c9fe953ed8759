package dev.fairlead.testing.internal;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** What is to be done at a certain step of a simulation. Baton only. */
final class Alarms {

  /** An action and its step; the order tells apart those of one step. */
  private record Alarm(long step, long order, Runnable action) {}

  private static final Comparator<Alarm> EARLIEST =
      Comparator.comparingLong(Alarm::step).thenComparingLong(Alarm::order);

  private final PriorityQueue<Alarm> pending = new PriorityQueue<>(EARLIEST);
  private long orders;
  private long first = Long.MAX_VALUE;

  void add(long step, Runnable action) {
    pending.add(new Alarm(step, orders++, action));
    first = Math.min(first, step);
  }

  /** Does what is due at a step. */
  void ring(long step) {
    if (step < first) {
      return;
    }
    due(step).forEach(alarm -> alarm.action.run());
  }

  private Deque<Alarm> due(long step) {
    var due = new ArrayDeque<Alarm>();
    for (Alarm next = pending.peek(); next != null && next.step <= step; next = pending.peek()) {
      due.add(pending.remove());
    }
    Alarm next = pending.peek();
    first = next == null ? Long.MAX_VALUE : next.step;
    return due;
  }
}
