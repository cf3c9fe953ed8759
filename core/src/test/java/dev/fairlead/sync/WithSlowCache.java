package dev.fairlead.sync;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Has a cache that computes for as long as the test wants it to. */
abstract class WithSlowCache {

  final AtomicInteger computed = new AtomicInteger();
  final ConcurrentLinkedQueue<String> leaders = new ConcurrentLinkedQueue<>(); // names of tasks
  final Event go = new Event(); // lets the computation go on

  final Cache<Integer, Integer, IOException> slow =
      Cache.of(_ -> {
        leaders.add(Fairlead.currentTask().name());
        go.await();
        return computed.incrementAndGet();
      });
}
