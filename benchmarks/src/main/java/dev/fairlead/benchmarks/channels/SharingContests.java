package dev.fairlead.benchmarks.channels;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.sync.Cache;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.RateLimiter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Every scenario about limiters, broadcasts and caches, and who takes part in it. */
final class SharingContests {
  private static final String MAP = "concurrent-map";
  private static final String SEMAPHORE = "juc-semaphore";
  private static final int MANY_TASKS = 8;
  private static final int RATE = 1_000_000_000; // Nobody is that fast.

  private SharingContests() {}

  static List<Contest> all() {
    return List.of(
        limiter(),
        broadcast(),
        cache("cache-hit", "a value that is there, one task", 1),
        cache("cache-shared", "values that are there, eight tasks", MANY_TASKS));
  }

  private static Contest limiter() {
    var contest = Contest.timed("limiter", "a token that is free, taken and given back", SEMAPHORE);
    var threads = new Locking(Crew.ofVirtualThreads(), PeerLocks::semaphore);
    contest.with(SEMAPHORE, threads::uncontended);
    Hosts.backends()
        .forEach((name, backend) -> {
          var tasks = Crew.ofTasks(backend);
          contest.with(name, new Locking(tasks, SharingContests::capacity)::uncontended);
          contest.with(name + "-rate", new Locking(tasks, SharingContests::rate)::uncontended);
        });
    return contest;
  }

  private static Locking.Mutex capacity() {
    return FairleadLocks.of(new CapacityLimiter(1));
  }

  /** Tokens of a rate limiter come back by themselves. */
  private static Locking.Mutex rate() {
    var limiter = new RateLimiter(RATE, Duration.ofSeconds(1));
    return new Locking.Mutex() {
      @Override
      public void lock() {
        limiter.acquire();
      }

      @Override
      public void unlock() {}
    };
  }

  private static Contest broadcast() {
    var contest = Contest.timed("broadcast", "one sender, four subscribers, buffers of 16", "jox");
    var threads = new Sharing(Crew.ofVirtualThreads());
    var onCarrier = new Sharing(Crew.ofTasks(Backends.carrier()));
    Map<String, Supplier<Hub>> peers = new LinkedHashMap<>();
    peers.put("jox", () -> Hub.of(PeerPipes::jox));
    peers.put("juc-array", () -> Hub.of(PeerPipes::arrayQueue));
    peers.forEach((name, hubs) -> {
      contest.with(name, items -> threads.broadcast(hubs, items));
      contest.with(name + "-on-carrier", items -> onCarrier.broadcast(hubs, items));
    });
    Hosts.backends()
        .forEach((name, backend) -> {
          var tasks = new Sharing(Crew.ofTasks(backend));
          contest.with(name, items -> tasks.broadcast(Hub::ofFairlead, items));
        });
    return contest;
  }

  private static Contest cache(String id, String title, int tasks) {
    var contest = Contest.timed(id, title, MAP);
    var threads = new Sharing(Crew.ofVirtualThreads());
    contest.with(MAP, times -> threads.remember(SharingContests::map, tasks, times));
    Hosts.backends()
        .forEach((name, backend) -> {
          var crew = new Sharing(Crew.ofTasks(backend));
          contest.with(name, times -> crew.remember(SharingContests::cache, tasks, times));
        });
    return contest;
  }

  private static Sharing.Memory map() {
    var values = new ConcurrentHashMap<Integer, Integer>();
    return key -> values.computeIfAbsent(key, same -> same);
  }

  private static Sharing.Memory cache() {
    Cache<Integer, Integer, RuntimeException> values =
        Cache.of(o -> o.withMaxSize(Sharing.KEYS), key -> key);
    return values::get;
  }
}
