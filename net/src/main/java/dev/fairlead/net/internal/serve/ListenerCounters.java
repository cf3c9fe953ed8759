package dev.fairlead.net.internal.serve;

import dev.fairlead.net.ListenerStatistics;
import java.util.concurrent.atomic.AtomicLong;

/** What a listener counts. Any task. */
final class ListenerCounters {

  final AtomicLong accepted = new AtomicLong();
  final AtomicLong active = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong cancelled = new AtomicLong();
  final AtomicLong refusals = new AtomicLong();

  ListenerStatistics read() {
    return new ListenerStatistics(
        accepted.get(), active.get(), failed.get(), cancelled.get(), refusals.get());
  }
}
