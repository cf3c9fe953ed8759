package dev.fairlead.waits;

import static dev.fairlead.waits.WaitSubject.waitsBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.PromiseCancelledException;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.sync.Acquirable;
import dev.fairlead.sync.Barrier;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Condition;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.KeyedLock;
import dev.fairlead.sync.Latch;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Promise;
import dev.fairlead.sync.ReadWriteLock;
import dev.fairlead.sync.ReentrantLock;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.sync.StateCell;
import dev.fairlead.thread.Futures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The waits of the primitives. */
final class SyncWaits {

  private static final Duration DAY = Duration.ofDays(1);
  private static final WaitReason REASON = () -> "a test";

  private SyncWaits() {}

  static Map<String, Supplier<WaitSubject>> all() {
    var all = new LinkedHashMap<String, Supplier<WaitSubject>>();
    acquirables(all);
    all.put("Semaphore.acquire", () -> semaphore(false));
    all.put("Semaphore.tryAcquire(limit)", () -> semaphore(true));
    all.put("CapacityLimiter.acquireOnBehalfOf", SyncWaits::limiterOnBehalf);
    all.put("Condition.await", SyncWaits::condition);
    all.put("Condition.awaitUntil", SyncWaits::conditionUntil);
    all.put("Event.await", () -> event(false));
    all.put("Event.tryAwait(limit)", () -> event(true));
    all.put("Latch.await", SyncWaits::latch);
    all.put("Promise.await", () -> promise(false));
    all.put("Promise.tryAwait(limit)", () -> promise(true));
    all.put("StateCell.awaitUntil", () -> stateCell(false));
    all.put("StateCell.tryAwaitUntil(limit)", () -> stateCell(true));
    all.put("StateCell.Watch.next", SyncWaits::watch);
    all.put("Barrier.await", SyncWaits::barrier);
    all.put("WaitQueue.await", SyncWaits::waitQueue);
    all.put("WaitQueue.awaitWhile", SyncWaits::waitQueueWhile);
    all.put("WaitQueue.await, moved", SyncWaits::movedWaitQueue);
    all.put("Futures.await", SyncWaits::future);
    return all;
  }

  /** Those that are held and given back, in both ways to acquire them. */
  private static void acquirables(Map<String, Supplier<WaitSubject>> all) {
    Map<String, Supplier<Acquirable>> kinds = new LinkedHashMap<>();
    kinds.put("Lock", Lock::new);
    kinds.put("ReentrantLock", ReentrantLock::new);
    kinds.put("KeyedLock", () -> new KeyedLock<String>().of("a"));
    kinds.put("ReadWriteLock.write", () -> new ReadWriteLock().write());
    kinds.put("Condition", Condition::new);
    kinds.put("CapacityLimiter", () -> new CapacityLimiter(1));
    kinds.forEach((name, kind) -> {
      all.put(name + ".acquire", () -> held(kind.get()));
      all.put(name + ".tryAcquire(limit)", () -> heldForAWhile(kind.get()));
    });
    all.put("ReadWriteLock.read, behind a writer", SyncWaits::readBehindWrite);
  }

  private static WaitSubject held(Acquirable lock) {
    return heldBy(lock, waitsBy(() -> lock.run(() -> {})));
  }

  private static WaitSubject heldForAWhile(Acquirable lock) {
    return heldBy(
        lock,
        waitsBy(() -> {
          assertTrue(lock.tryAcquire(DAY));
          lock.release();
        }));
  }

  private static WaitSubject heldBy(Acquirable lock, WaitSubject subject) {
    return subject
        .armedBy(lock::acquire)
        .endedBy(lock::release)
        .leaving(_ -> {
          assertTrue(lock.tryAcquire(), "not free after everybody has released it");
          lock.release();
        });
  }

  private static WaitSubject readBehindWrite() {
    var lock = new ReadWriteLock();
    return waitsBy(() -> lock.read().run(() -> {}))
        .armedBy(lock.write()::acquire)
        .endedBy(lock.write()::release)
        .counting(() -> lock.statistics().tasksWaiting())
        .leaving(_ -> lock.write().run(() -> {}));
  }

  private static WaitSubject semaphore(boolean limited) {
    var semaphore = new Semaphore(0, 1);
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(semaphore.tryAcquire(DAY));
              } else {
                semaphore.acquire();
              }
            })
        .endedBy(semaphore::release)
        .counting(() -> semaphore.statistics().tasksWaiting())
        .leaving(taken -> assertEquals(!taken, semaphore.tryAcquire()));
  }

  private static WaitSubject limiterOnBehalf() {
    var limiter = new CapacityLimiter(0);
    IntSupplier borrowed = limiter::borrowedTokens;
    return waitsBy(() -> limiter.acquireOnBehalfOf(new Object()))
        .endedBy(() -> limiter.setTotalTokens(borrowed.getAsInt() + 1))
        .counting(() -> limiter.statistics().tasksWaiting())
        .leaving(taken -> {
          assertEquals(taken ? 0 : 1, limiter.availableTokens());
          limiter.setTotalTokens(borrowed.getAsInt());
        });
  }

  private static WaitSubject condition() {
    var condition = new Condition();
    return waitsBy(() -> condition.run(condition::await))
        .endedBy(() -> condition.run(condition::signal))
        .counting(() -> condition.statistics().tasksWaiting())
        .leaving(_ -> assertFalse(condition.lock().isLocked()));
  }

  private static WaitSubject conditionUntil() {
    var condition = new Condition();
    var there = new boolean[1];
    return waitsBy(() -> condition.run(() -> condition.awaitUntil(() -> there[0])))
        .armedBy(() -> there[0] = false)
        .endedBy(() ->
            condition.run(() -> {
              there[0] = true;
              condition.signalAll();
            }))
        .counting(() -> condition.statistics().tasksWaiting())
        .leaving(_ -> assertFalse(condition.lock().isLocked()));
  }

  private static WaitSubject event(boolean limited) {
    var event = new AtomicReference<>(new Event());
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(event.get().tryAwait(DAY));
              } else {
                event.get().await();
              }
            })
        .armedBy(() -> event.set(new Event()))
        .endedBy(() -> event.get().set())
        .counting(() -> event.get().statistics().tasksWaiting())
        .leaving(_ -> event.get().await());
  }

  private static WaitSubject latch() {
    var latch = new AtomicReference<>(new Latch(1));
    return waitsBy(() -> latch.get().await())
        .armedBy(() -> latch.set(new Latch(1)))
        .endedBy(() -> latch.get().countDown())
        .counting(() -> latch.get().statistics().tasksWaiting())
        .leaving(_ -> latch.get().await());
  }

  private static WaitSubject promise(boolean limited) {
    var promise = new AtomicReference<>(new Promise<String>());
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(promise.get().tryAwait(DAY));
                assertEquals("kept", promise.get().result());
              } else {
                assertEquals("kept", promise.get().await());
              }
            })
        .armedBy(() -> promise.set(new Promise<>()))
        .endedBy(() -> promise.get().tryComplete("kept"))
        .counting(() -> promise.get().statistics().tasksWaiting())
        .closedBy(() -> promise.get().cancel("not wanted"), PromiseCancelledException.class)
        .leaving(_ -> assertEquals("kept", promise.get().await()));
  }

  private static WaitSubject stateCell(boolean limited) {
    var cell = new StateCell<>(0);
    return waitsBy(
            () -> {
              if (limited) {
                assertTrue(cell.tryAwaitUntil(value -> value == 1, DAY));
              } else {
                cell.awaitUntil(value -> value == 1);
              }
            })
        .armedBy(() -> cell.set(0))
        .endedBy(() -> cell.set(1))
        .counting(() -> cell.waiting().size())
        .leaving(_ -> cell.awaitUntil(value -> value == 1));
  }

  private static WaitSubject watch() {
    var cell = new StateCell<>(0);
    StateCell.Watch<Integer> watch = cell.watch();
    return waitsBy(watch::next)
        .armedBy(() -> {
          if (cell.get() == 0) {
            watch.next();
            cell.set(1);
            watch.next();
          }
        })
        .endedBy(() -> cell.update(value -> value + 1))
        .counting(() -> cell.waiting().size())
        .leaving(seen -> {
          if (!seen) {
            assertEquals(cell.get(), watch.next());
          }
        });
  }

  /** Who is cancelled breaks it, and the other one hears of that. */
  private static WaitSubject barrier() {
    var barrier = new Barrier(2);
    var broken = new AtomicBoolean();
    return waitsBy(barrier::await)
        .endedBySecondTask()
        .armedBy(() -> broken.set(false))
        .endedBy(() -> {
          if (barrier.isBroken() || barrier.statistics().tasksWaiting() > 0) {
            arriveAt(barrier, broken);
          }
        })
        .counting(() -> barrier.statistics().tasksWaiting())
        .closedBy(barrier::abort, BrokenResourceException.class)
        .leaving(passed -> {
          assertFalse(passed && broken.get(), "one has passed and one has not");
          barrier.reset();
        });
  }

  private static void arriveAt(Barrier barrier, AtomicBoolean broken) {
    try {
      barrier.await();
    } catch (BrokenResourceException e) {
      broken.set(true);
    }
  }

  private static WaitSubject waitQueue() {
    var queue = new WaitQueue();
    return waitsBy(() -> queue.await(REASON)).endedBy(queue::wakeOne).counting(queue::size);
  }

  private static WaitSubject waitQueueWhile() {
    var queue = new WaitQueue();
    var needed = new boolean[] {true};
    return waitsBy(() -> queue.awaitWhile(() -> needed[0], REASON))
        .armedBy(() -> needed[0] = true)
        .endedBy(() -> {
          needed[0] = false;
          queue.wakeAll();
        })
        .counting(queue::size)
        .leaving(_ -> queue.awaitWhile(() -> needed[0], REASON));
  }

  private static WaitSubject movedWaitQueue() {
    var queue = new WaitQueue();
    var other = new WaitQueue();
    return waitsBy(() -> assertTrue(queue.tryAwait(REASON, Deadline.after(DAY))))
        .endedBy(() -> {
          queue.moveTo(other, 1);
          other.wakeOne();
        })
        .counting(() -> queue.size() + other.size());
  }

  private static WaitSubject future() {
    var future = new AtomicReference<>(new CompletableFuture<String>());
    return waitsBy(() -> Futures.await(future.get()))
        .armedBy(() -> future.set(new CompletableFuture<>()))
        .endedBy(() -> future.get().complete("kept"))
        .leaving(_ -> assertEquals("kept", Futures.await(future.get())));
  }
}
