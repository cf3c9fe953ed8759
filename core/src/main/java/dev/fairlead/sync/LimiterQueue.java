package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Holding;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.internal.WorkerJob;
import dev.fairlead.lowlevel.WaitReason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has a token of a limiter and who waits for one. Every method is called under the lock, but
 * those that say otherwise.
 */
final class LimiterQueue extends WaitList implements WaitReason, Holding {

  private final CapacityLimiter limiter;
  private final IdentitySet having = new IdentitySet();
  private final IdentitySet waiting = new IdentitySet(); // none of those who have one
  private int total;
  private int borrowed;
  private int peakBorrowed;

  /** A place in the queue and for whom it is. */
  private static final class Request extends WaitNode {
    private final Object borrower;

    Request(Object borrower) {
      this.borrower = borrower;
    }
  }

  LimiterQueue(CapacityLimiter limiter, int total) {
    this.limiter = limiter;
    this.total = total;
  }

  int total() {
    return total;
  }

  int borrowed() {
    return borrowed;
  }

  /** What a borrower does already, in words; null for a new one. */
  @Nullable String standingOf(Object borrower) {
    if (having.contains(borrower)) {
      return "has";
    }
    return waiting.contains(borrower) ? "waits for" : null;
  }

  /** Gives a new borrower a token if there is one. */
  boolean grantIfFree(Object borrower) {
    if (borrowed >= total) {
      return false;
    }
    grant(borrower);
    return true;
  }

  private void grant(Object borrower) {
    having.add(borrower);
    borrowed++;
    peakBorrowed = Math.max(peakBorrowed, borrowed);
  }

  /** Lets a new borrower wait for a token. */
  WaitNode request(Object borrower) {
    var request = new Request(borrower);
    waiting.add(borrower);
    add(request);
    return request;
  }

  /** Lets a borrower ask again that does not wait any more. Outside the lock. */
  void forget(Object borrower) {
    lock();
    try {
      waiting.remove(borrower);
    } finally {
      unlock();
    }
  }

  /** Takes a token back; returns false if the borrower has none. */
  boolean takeBack(Object borrower) {
    if (!having.remove(borrower)) {
      return false;
    }
    borrowed--;
    return true;
  }

  /** Changes the number of tokens, and does what {@link #grantToWaiting} does. */
  @Nullable WaitNode changeTotal(int tokens) {
    total = tokens;
    return grantToWaiting();
  }

  /** Gives what is free to those who wait longest; the caller lets them run. */
  @Nullable WaitNode grantToWaiting() {
    WaitList.Chain granted = new WaitList.Chain();
    while (borrowed < total) {
      Request next = (Request) takeFirst();
      if (next == null) {
        break;
      }
      waiting.remove(next.borrower);
      grant(next.borrower);
      granted.add(next);
    }
    return granted.first();
  }

  CapacityLimiterStatistics statistics() {
    return new CapacityLimiterStatistics(
        borrowed, total, having.toList(), waiting(), peakBorrowed, peak(), longestWait());
  }

  // ---- what others are told; outside the lock

  @Override
  public void ownerEnded(Task<?> owner) {
    limiter.ownerEnded(owner);
  }

  @Override
  public String describe() {
    return "a token of a " + limiter;
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    return limiter.statistics().borrowers().stream().flatMap(LimiterQueue::taskOf).toList();
  }

  private static Stream<TaskInfo> taskOf(Object borrower) {
    return switch (borrower) {
      case TaskInfo task -> Stream.of(task);
      case WorkerJob<?> job -> Stream.of(job.host());
      default -> Stream.empty();
    };
  }
}
