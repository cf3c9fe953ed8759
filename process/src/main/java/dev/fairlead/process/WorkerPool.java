package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.worker.Answer;
import dev.fairlead.sync.CapacityLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The worker processes of one runtime that have nothing to do. One that ends meanwhile is let go of
 * at once; of those that are about to, the next call ends what is left.
 */
final class WorkerPool {

  // Guarded by this. The one that became idle last is the last.
  private final ArrayDeque<Idle> idle = new ArrayDeque<>();

  /** A worker that waits for its next function. */
  private record Idle(WorkerSettings.Kind kind, WorkerProcess worker, Deadline since) {

    /** It would end by itself; a quarter of its limit is left for a function to reach it. */
    boolean isStale(Deadline now) {
      Duration limit = kind.idleLimit();
      return since.plus(limit.minus(limit.dividedBy(4))).isBefore(now) || !worker.isUsable();
    }
  }

  Answer call(WorkerSettings settings, byte[] request) throws BrokenWorkerProcessException {
    WorkerProcess worker = take(settings);
    boolean answered = false;
    try {
      CancelScope scope = CancelScope.create();
      if (!settings.killOnCancel()) {
        scope.shield();
      }
      Answer answer =
          scope.<Answer, BrokenWorkerProcessException>call(
              () -> worker.call(request, settings.listener()));
      answered = true;
      return answer;
    } finally {
      if (answered && worker.uses() < settings.kind().maxUses()) {
        give(new Idle(settings.kind(), worker, Fairlead.currentTime()));
      } else {
        worker.kill();
      }
    }
  }

  private WorkerProcess take(WorkerSettings settings) throws BrokenWorkerProcessException {
    endStale();
    Optional<WorkerProcess> found = takeIdle(settings.kind());
    return found.isPresent() ? found.get() : WorkerProcess.start(settings);
  }

  /** A worker that does not end is no reason to wait, nor to fail, for a call of another one. */
  private void endStale() {
    takeStale().forEach(stale -> stale.worker().abandon());
  }

  /** Starts workers until so many are idle. */
  void warmUp(WorkerSettings settings, CapacityLimiter limiter, int count)
      throws BrokenWorkerProcessException {
    endStale();
    long missing = count - idle(settings.kind());
    try {
      TaskGroup.run(
          o -> o.withName("warm up workers").withPlainFailure(),
          group -> {
            for (int i = 0; i < missing; i++) {
              group.startSoon(() -> limiter.run(() -> startIdle(settings)));
            }
          });
    } catch (ExceptionGroup failures) {
      throw anyOf(failures);
    }
  }

  private synchronized long idle(WorkerSettings.Kind kind) {
    return idle.stream().filter(each -> each.kind().equals(kind)).count();
  }

  private void startIdle(WorkerSettings settings) throws BrokenWorkerProcessException {
    WorkerProcess worker = WorkerProcess.start(settings);
    boolean warm = false;
    try {
      worker.warmUp(settings.listener());
      warm = true;
    } finally {
      if (warm) {
        give(new Idle(settings.kind(), worker, Fairlead.currentTime()));
      } else {
        worker.kill();
      }
    }
  }

  /** Several may have failed, most likely for the same reason. */
  private static BrokenWorkerProcessException anyOf(ExceptionGroup failures) {
    var broken = failures.match(BrokenWorkerProcessException.class);
    if (broken.size() < failures.exceptions().size()) {
      throw failures;
    }
    broken.stream().skip(1).forEach(broken.getFirst()::addSuppressed);
    return broken.getFirst();
  }

  private synchronized List<Idle> takeStale() {
    Deadline now = Fairlead.currentTime();
    List<Idle> stale = new ArrayList<>();
    for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
      Idle one = each.next();
      if (one.isStale(now)) {
        stale.add(one);
        each.remove();
      }
    }
    return stale;
  }

  private synchronized Optional<WorkerProcess> takeIdle(WorkerSettings.Kind kind) {
    for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
      Idle one = each.next();
      if (one.kind().equals(kind)) {
        each.remove();
        return Optional.of(one.worker());
      }
    }
    return Optional.empty();
  }

  private void give(Idle given) {
    synchronized (this) {
      idle.add(given);
    }
    // Nobody waits for it from now on, so nobody else would reap it.
    given.worker().whenEnded(() -> letGoIfIdle(given.worker()));
  }

  /**
   * On the thread that watches for ends. A task that has taken it meanwhile sees for itself; one
   * that has given it back may have said so before another one did that had it earlier.
   */
  private synchronized void letGoIfIdle(WorkerProcess ended) {
    if (idle.removeIf(each -> each.worker().equals(ended))) {
      ended.abandon();
    }
  }

  /** After the last task of the runtime. */
  synchronized void end() {
    idle.forEach(each -> each.worker().abandon());
    idle.clear();
  }
}
