package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.sync.Barrier;
import dev.fairlead.sync.BarrierStatistics;
import dev.fairlead.sync.Cache;
import dev.fairlead.sync.CacheStatistics;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.CapacityLimiterStatistics;
import dev.fairlead.sync.Condition;
import dev.fairlead.sync.ConditionStatistics;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.EventStatistics;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.LockStatistics;
import dev.fairlead.sync.Promise;
import dev.fairlead.sync.PromiseStatistics;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.sync.RateLimiterStatistics;
import dev.fairlead.sync.ReadWriteLock;
import dev.fairlead.sync.ReadWriteLockStatistics;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.sync.SemaphoreStatistics;
import dev.fairlead.sync.Waiting;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class StatisticsSnippets {

  private final List<String> log = new ArrayList<>();

  @ForEveryBackend
  void lock() {
    var lock = new Lock();
    TaskGroup.run(group -> {
      lock.acquire();
      group.startSoon(o -> o.withName("second"), () -> lock.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();
      // @start region="lock"
      LockStatistics now = lock.statistics();
      String owner = now.owner().map(TaskInfo::name).orElse("nobody");
      for (Waiting waiting : now.waiting()) {
        log.add(waiting.task().name() + " waits for " + owner + " since " + waiting.waited());
      }
      // @end
      lock.release();
    });
    assertTrue(log.getFirst().startsWith("second waits for main since "), log::toString);
  }

  @ForEveryBackend
  void semaphore() {
    var connections = new Semaphore(8);
    // @start region="semaphore"
    SemaphoreStatistics now = connections.statistics();
    if (now.tasksWaiting() > 100 || now.longestWait().toSeconds() > 5) {
      log.add("more than " + now.maxPermits() + " connections are needed");
    }
    // @end
    assertEquals(List.of(), log);
  }

  @ForEveryBackend
  void limiter() {
    var limiter = new CapacityLimiter(40);
    limiter.acquireOnBehalfOf("backup");
    // @start region="limiter"
    CapacityLimiterStatistics now = limiter.statistics();
    log.add(now.borrowedTokens() + " of " + now.totalTokens() + ", by " + now.borrowers());
    log.add("at most " + now.peakBorrowed() + " so far");
    // @end
    assertEquals(List.of("1 of 40, by [backup]", "at most 1 so far"), log);
  }

  @ForEveryBackend
  void condition() {
    var changed = new Condition();
    // @start region="condition"
    ConditionStatistics now = changed.statistics();
    log.add(
        now.tasksWaiting() + " wait for a signal, " + now.lock().tasksWaiting() + " for the lock");
    // @end
    assertEquals(List.of("0 wait for a signal, 0 for the lock"), log);
  }

  @ForEveryBackend
  void event() {
    var ready = new Event();
    // @start region="event"
    EventStatistics now = ready.statistics();
    if (!now.set()) {
      log.add(now.tasksWaiting() + " tasks are not ready yet");
    }
    // @end
    assertEquals(List.of("0 tasks are not ready yet"), log);
  }

  @ForEveryBackend
  void promise() {
    var answer = new Promise<Integer>();
    // @start region="promise"
    PromiseStatistics now = answer.statistics();
    log.add(
        switch (now.status()) {
          case PENDING -> now.tasksWaiting() + " wait for the answer";
          case FINISHED -> "answered";
          case FAILED -> "failed";
          case CANCELLED -> "not wanted any more";
        });
    // @end
    assertEquals(List.of("0 wait for the answer"), log);
  }

  @ForEveryBackend
  void barrier() {
    var start = new Barrier(3);
    // @start region="barrier"
    BarrierStatistics now = start.statistics();
    log.add(now.parties() - now.tasksWaiting() + " are still missing");
    // @end
    assertEquals(List.of("3 are still missing"), log);
  }

  @ForEveryBackend
  void rate() {
    var mails = new RateLimiter(100, Duration.ofHours(1));
    // @start region="rate"
    RateLimiterStatistics now = mails.statistics();
    log.add(now.availableTokens() + " can go at once, " + now.tasksWaiting() + " wait");
    // @end
    assertEquals(List.of("100 can go at once, 0 wait"), log);
  }

  @ForEveryBackend
  void readWrite() {
    var prices = new ReadWriteLock();
    // @start region="read-write"
    prices
        .read()
        .run(() -> {
          ReadWriteLockStatistics now = prices.statistics();
          log.add((now.writing() ? "a writer" : now.inside().size() + " readers") + " inside");
        });
    // @end
    assertEquals(List.of("1 readers inside"), log);
  }

  @ForEveryBackend
  void cache() {
    Cache<String, Integer, RuntimeException> lengths =
        Cache.of(o -> o.withMaxSize(10), String::length);
    lengths.get("abc");
    lengths.get("abc");
    // @start region="cache"
    CacheStatistics now = lengths.statistics();
    log.add(100 * now.hits() / (now.hits() + now.misses()) + " % hits, " + now.size() + " values");
    // @end
    assertEquals(List.of("50 % hits, 1 values"), log);
  }
}
