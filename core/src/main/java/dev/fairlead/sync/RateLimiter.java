package dev.fairlead.sync;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Lets through so much in a time, and a burst of so much at once.
 *
 * {@snippet file="RateLimiterSnippets.java" region="limiter"}
 *
 * <p>It is a bucket of tokens that is full at first and is filled at a steady rate. Tasks take
 * their tokens in the order in which they came; a large request is not overtaken by small ones. A
 * task that is cancelled while it waits takes nothing. Time is the clock of the runtime, so it can
 * be simulated; tasks of several runtimes may share one limiter.
 */
public final class RateLimiter {

  private static final WaitReason REASON = () -> "a token of a rate limiter";
  private static final long NO_WAIT = Long.MIN_VALUE; // a reading that has always passed

  /*
   * Who comes when nobody is in line, and finds the tokens there, takes them under the lock. The
   * others stand in line: one of them has the turn and waits for its tokens with it in its hand, the
   * rest wait for the turn. Only who has the turn takes tokens while anybody is in line.
   */

  private final int burst;
  private final Semaphore turn = new Semaphore(1, 1, REASON);
  private volatile @Nullable Task<?> first; // the one who waits for tokens and not for its turn

  private final SpinLock lock = new SpinLock();

  // Under the lock.
  private final TokenBucket bucket;
  private long inLine; // how many tokens those want who stand in line
  private int tasksInLine;
  private int mostInLine;
  private long longestNanos; // that anybody has stood there

  /**
   * Makes a limiter with a burst of as much as the rate allows in one period.
   *
   * @throws IllegalArgumentException if {@code tokens} is less than 1, or the period is not
   *     positive
   */
  public RateLimiter(int tokens, Duration period) {
    this(tokens, period, tokens);
  }

  /**
   * Makes a limiter.
   *
   * @param tokens how many tokens come in each period
   * @param burst how many tokens the bucket holds
   * @throws IllegalArgumentException if a number is less than 1, or the period is not positive
   */
  public RateLimiter(int tokens, Duration period, int burst) {
    if (tokens < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "tokens and burst must be at least 1: " + tokens + " and " + burst);
    }
    if (period.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("period must be longer than zero: " + period);
    }
    this.burst = burst;
    this.bucket = new TokenBucket(burst, tokens, period);
  }

  /** Takes a token, and waits for it if necessary. A checkpoint. */
  public void acquire() {
    acquire(1);
  }

  /**
   * Takes so many tokens, and waits until there are so many if necessary. A checkpoint.
   *
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public void acquire(int tokens) {
    Task<?> task = Task.current();
    checkCount(tokens);
    task.checkpoint();
    boolean _ = takeOrWait(task, tokens, Nanos.NEVER);
  }

  /**
   * Takes a token if there is one beside those that others wait for; never waits, and is not a
   * checkpoint.
   */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Takes so many tokens if there are so many beside those that others wait for; never waits, and
   * is not a checkpoint.
   *
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public boolean tryAcquire(int tokens) {
    Task<?> task = Task.current();
    checkCount(tokens);
    return takeOrStandInLine(task, tokens, NO_WAIT) == Answer.TAKEN;
  }

  /**
   * Takes a token, and waits for a while if necessary. A checkpoint. It gives up at once when it
   * would have to wait longer.
   *
   * @return whether it took one
   */
  public boolean tryAcquire(Duration limit) {
    return tryAcquire(1, limit);
  }

  /**
   * Takes so many tokens, and waits for a while if necessary. A checkpoint. It gives up at once
   * when it would have to wait longer.
   *
   * @return whether it took them
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public boolean tryAcquire(int tokens, Duration limit) {
    Task<?> task = Task.current();
    checkCount(tokens);
    task.checkpoint();
    return takeOrWait(task, tokens, Nanos.after(task.engine().nanoTime(), limit));
  }

  private void checkCount(int tokens) {
    if (tokens < 1 || tokens > burst) {
      throw new IllegalArgumentException(
          "tokens must be at least 1 and at most the burst of " + burst + ": " + tokens);
    }
  }

  private boolean takeOrWait(Task<?> task, int tokens, long untilNanos) {
    return switch (takeOrStandInLine(task, tokens, untilNanos)) {
      case TAKEN -> true;
      case TOO_LATE -> false;
      case IN_LINE -> takeInTurn(task, tokens, untilNanos);
    };
  }

  /** What comes of an attempt to take tokens. */
  private enum Answer {
    TAKEN,
    IN_LINE,
    TOO_LATE
  }

  private Answer takeOrStandInLine(Task<?> task, int tokens, long untilNanos) {
    lock.lock();
    try {
      long now = task.engine().nanoTime();
      long due = bucket.dueAt(task.engine(), now, inLine + tokens);
      // Who does not wait may pass those in line: what they want is there as well.
      boolean passes = inLine == 0 || untilNanos == NO_WAIT;
      if (passes && due <= now) {
        bucket.take(task.engine(), now, tokens);
        return Answer.TAKEN;
      }
      if (due > untilNanos) { // As all is for who does not wait.
        return Answer.TOO_LATE;
      }
      inLine += tokens;
      mostInLine = Math.max(mostInLine, ++tasksInLine);
      return Answer.IN_LINE;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeInTurn(Task<?> task, int tokens, long untilNanos) {
    long arrived = task.engine().nanoTime();
    boolean hasTurn = false;
    boolean taken = false;
    try {
      hasTurn = turn.tryAcquire(Duration.ofNanos(Nanos.difference(untilNanos, arrived)));
      taken = hasTurn && awaitTokens(task, tokens, untilNanos);
    } finally {
      leaveLine(task, tokens, taken, arrived);
      if (hasTurn) {
        turn.release();
      }
    }
    return taken;
  }

  /** With the turn. Returns whether there are so many tokens now. */
  private boolean awaitTokens(Task<?> task, int tokens, long untilNanos) {
    long now = task.engine().nanoTime();
    long due = lookWhenDue(task, now, tokens);
    if (due > now && due <= untilNanos) {
      first = task;
      try {
        task.parkUntil(new Waiter(), REASON, due);
      } finally {
        first = null;
      }
    }
    return due <= Math.max(now, untilNanos);
  }

  private long lookWhenDue(Task<?> task, long now, int tokens) {
    lock.lock();
    try {
      return bucket.dueAt(task.engine(), now, tokens);
    } finally {
      lock.unlock();
    }
  }

  private void leaveLine(Task<?> task, int tokens, boolean takes, long arrived) {
    lock.lock();
    try {
      long now = task.engine().nanoTime();
      inLine -= tokens;
      tasksInLine--;
      if (takes) {
        bucket.take(task.engine(), now, tokens);
      }
      longestNanos = Math.max(longestNanos, now - arrived);
    } finally {
      lock.unlock();
    }
  }

  // ---- looking

  /** Whether nobody has taken anything lately; who waits has not taken it yet. */
  boolean isFull() {
    lock.lock();
    try {
      return bucket.isFull();
    } finally {
      lock.unlock();
    }
  }

  /** How many tokens are there and who waits. */
  public RateLimiterStatistics statistics() {
    var waiting = new ArrayList<Waiting>();
    Task<?> head = first;
    if (head != null) {
      waiting.add(WaitNode.waitingOf(head));
    }
    waiting.addAll(turn.statistics().waiting());
    lock.lock();
    try {
      var longest = WaitList.longestOf(waiting, Duration.ofNanos(longestNanos));
      return new RateLimiterStatistics(bucket.available(), burst, waiting, mostInLine, longest);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "rate limiter, " + statistics().availableTokens() + " of " + burst + " tokens";
  }
}
