package dev.fairlead.sync;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many borrowers in at a time, each with one token.
 *
 * {@snippet file="CapacityLimiterSnippets.java" region="limiter"}
 *
 * <p>It knows who has a token: a release by somebody who has none, or a second token for the same
 * borrower, is an error. The borrower is the current task, or any object that stands for what is
 * being done; objects are told apart by identity. The number of tokens can be changed at any time;
 * lowered below what is borrowed, nobody gets in until enough are given back.
 *
 * <p>A task that ends with a token it has borrowed for itself gives it back then, and that is
 * reported: it should have done so before.
 */
public final class CapacityLimiter implements Acquirable {

  /** A number of tokens that never runs out. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final LimiterQueue queue;

  /**
   * Makes a limiter.
   *
   * @param totalTokens how many tokens there are, or {@link #UNLIMITED}
   * @throws IllegalArgumentException if negative
   */
  public CapacityLimiter(int totalTokens) {
    queue = new LimiterQueue(this, checkTotal(totalTokens));
  }

  private static void requireSomebody(Object borrower) {
    Objects.requireNonNull(borrower, "a token is borrowed for an object, not for null");
  }

  private static int checkTotal(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException(
          "totalTokens must be at least 0 (or CapacityLimiter.UNLIMITED): " + tokens);
    }
    return tokens;
  }

  /**
   * Borrows a token for the current task, and waits for one if necessary. A checkpoint.
   *
   * @throws IllegalStateException if the task has a token already
   */
  @Override
  public void acquire() {
    Task<?> task = Task.current();
    acquire(task, task);
  }

  /** {@inheritDoc} The permit is that of this task, whoever closes it. */
  @Override
  public Permit hold() {
    Task<?> task = Task.current();
    acquire(task, task);
    return new HeldPermit(() -> releaseOnBehalfOf(task));
  }

  /**
   * As {@link #acquire}, for another borrower.
   *
   * @throws IllegalStateException if the borrower has a token already, or waits for one
   */
  public void acquireOnBehalfOf(Object borrower) {
    requireSomebody(borrower);
    acquire(Task.current(), borrower);
  }

  private void acquire(Task<?> task, Object borrower) {
    task.checkpoint();
    if (acquireInTurn(task, borrower, Nanos.NEVER)) {
      noteTaken(task, borrower);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the task has a token already
   */
  @Override
  public boolean tryAcquire() {
    return tryAcquireOnBehalfOf(Task.current());
  }

  /**
   * As {@link #tryAcquire()}, for another borrower. Any thread may call it.
   *
   * @throws IllegalStateException if the borrower has a token already, or waits for one
   */
  public boolean tryAcquireOnBehalfOf(Object borrower) {
    requireSomebody(borrower);
    String standing;
    queue.lock();
    try {
      standing = queue.standingOf(borrower);
      if (standing == null && !queue.grantIfFree(borrower)) {
        return false;
      }
    } finally {
      queue.unlock();
    }
    if (standing != null) {
      throw notNew(borrower, standing);
    }
    noteTaken(Task.currentOrNull(), borrower);
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the task has a token already
   */
  @Override
  public boolean tryAcquire(Duration limit) {
    return tryAcquireOnBehalfOf(Task.current(), limit);
  }

  /**
   * As {@link #tryAcquire(Duration)}, for another borrower.
   *
   * @throws IllegalStateException if the borrower has a token already, or waits for one
   */
  public boolean tryAcquireOnBehalfOf(Object borrower, Duration limit) {
    Task<?> task = Task.current();
    requireSomebody(borrower);
    task.checkpoint();
    if (limit.compareTo(Duration.ZERO) <= 0) {
      return tryAcquireOnBehalfOf(borrower);
    }
    boolean granted = acquireInTurn(task, borrower, Nanos.after(task.engine().nanoTime(), limit));
    if (granted) {
      noteTaken(task, borrower);
    }
    return granted;
  }

  /** The current task gives back at its end what it has borrowed for itself and still has. */
  private void noteTaken(@Nullable Task<?> task, Object borrower) {
    if (borrower == task && task != null) {
      task.givesBack(queue); // One that another thread has given back for it.
      task.took(queue);
    }
  }

  /** A task has ended, perhaps with a token. */
  void ownerEnded(Task<?> task) {
    if (giveBack(task)) {
      task.engine()
          .report(
              "task "
                  + task.name()
                  + " ended with a token of a limiter, which was given back for it; release in a"
                  + " finally block, or use limiter.run(...)",
              null);
    }
  }

  private boolean acquireInTurn(Task<?> task, Object borrower, long untilNanos) {
    WaitNode request = requestUnlessGranted(borrower);
    if (request == null) {
      return true;
    }
    boolean granted = false;
    try {
      granted = queue.await(task, request, queue, untilNanos);
    } finally {
      if (!granted) {
        queue.forget(borrower);
      }
    }
    return granted;
  }

  private @Nullable WaitNode requestUnlessGranted(Object borrower) {
    String standing;
    queue.lock();
    try {
      standing = queue.standingOf(borrower);
      if (standing == null) {
        return queue.grantIfFree(borrower) ? null : queue.request(borrower);
      }
    } finally {
      queue.unlock();
    }
    throw notNew(borrower, standing);
  }

  private static IllegalStateException notNew(Object borrower, String standing) {
    return new IllegalStateException(
        borrower
            + " "
            + standing
            + " a token of this limiter already; a borrower can have one, so acquire on behalf of"
            + " another object, or use another limiter");
  }

  /**
   * Gives the token of the current task back. If somebody waits, the first has it when this
   * returns.
   *
   * @throws IllegalStateException if the task has none
   */
  @Override
  public void release() {
    Task<?> task = Task.current();
    release(task, task);
  }

  /**
   * As {@link #release}, for another borrower. Any thread may call it.
   *
   * @throws IllegalStateException if the borrower has no token
   */
  public void releaseOnBehalfOf(Object borrower) {
    release(Task.currentOrNull(), borrower);
  }

  private void release(@Nullable Task<?> task, Object borrower) {
    if (!giveBack(borrower)) {
      throw new IllegalStateException(
          borrower + " has no token of this limiter to give back; release once, after acquiring");
    }
    if (borrower == task && task != null) {
      task.givesBack(queue);
    }
  }

  private boolean giveBack(Object borrower) {
    WaitNode next;
    queue.lock();
    try {
      if (!queue.takeBack(borrower)) {
        return false;
      }
      next = queue.grantToWaiting();
    } finally {
      queue.unlock();
    }
    WaitList.letAllRun(next);
    return true;
  }

  /** How many tokens there are. */
  public int totalTokens() {
    queue.lock();
    try {
      return queue.total();
    } finally {
      queue.unlock();
    }
  }

  /**
   * Changes how many tokens there are; more of them let in who waits.
   *
   * @param totalTokens the number, or {@link #UNLIMITED}
   * @throws IllegalArgumentException if negative
   */
  public void setTotalTokens(int totalTokens) {
    checkTotal(totalTokens);
    WaitNode next;
    queue.lock();
    try {
      next = queue.changeTotal(totalTokens);
    } finally {
      queue.unlock();
    }
    WaitList.letAllRun(next);
  }

  /** How many tokens are borrowed. */
  public int borrowedTokens() {
    queue.lock();
    try {
      return queue.borrowed();
    } finally {
      queue.unlock();
    }
  }

  /** How many tokens are left; negative when there are fewer tokens now than borrowed before. */
  public int availableTokens() {
    queue.lock();
    try {
      return queue.total() - queue.borrowed();
    } finally {
      queue.unlock();
    }
  }

  /** Who has a token and who waits for one. */
  public CapacityLimiterStatistics statistics() {
    queue.lock();
    try {
      return queue.statistics();
    } finally {
      queue.unlock();
    }
  }

  @Override
  public String toString() {
    return "capacity limiter, " + borrowedTokens() + " of " + totalTokens() + " tokens borrowed";
  }
}
