package dev.fairlead.testing.internal;

import java.util.ArrayList;
import java.util.List;

/** Armed timers, the earliest first; those of one instant in the order in which they were armed. */
final class TimerHeap {

  private final List<SimulatedTimer> heap = new ArrayList<>();
  private long orders;

  boolean isEmpty() {
    return heap.isEmpty();
  }

  SimulatedTimer first() {
    return heap.getFirst();
  }

  void add(SimulatedTimer timer, long dueNanos) {
    timer.dueNanos = dueNanos;
    timer.order = orders++;
    heap.add(timer);
    siftUp(heap.size() - 1, timer);
  }

  void remove(SimulatedTimer timer) {
    int position = timer.heapPosition;
    SimulatedTimer last = heap.removeLast();
    timer.heapPosition = -1;
    if (last != timer) {
      siftUp(position, last);
      siftDown(last.heapPosition, last);
    }
  }

  private void siftUp(int start, SimulatedTimer timer) {
    int position = start;
    while (position > 0) {
      int parent = (position - 1) / 2;
      if (!isBefore(timer, heap.get(parent))) {
        break;
      }
      put(position, heap.get(parent));
      position = parent;
    }
    put(position, timer);
  }

  private void siftDown(int start, SimulatedTimer timer) {
    int position = start;
    while (2 * position + 1 < heap.size()) {
      int child = 2 * position + 1;
      if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
        child++;
      }
      if (!isBefore(heap.get(child), timer)) {
        break;
      }
      put(position, heap.get(child));
      position = child;
    }
    put(position, timer);
  }

  private void put(int position, SimulatedTimer timer) {
    heap.set(position, timer);
    timer.heapPosition = position;
  }

  private static boolean isBefore(SimulatedTimer a, SimulatedTimer b) {
    return a.dueNanos < b.dueNanos || (a.dueNanos == b.dueNanos && a.order < b.order);
  }
}
