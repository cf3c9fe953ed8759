package dev.fairlead.sync;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
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

  private static final long JUST_NOW = Long.MAX_VALUE;
  private static final WaitReason REASON = () -> "a token of a rate limiter";

  private final int burst;
  private final double nanosPerToken;

  // Whoever has the turn is the one to take tokens; it waits for them with the turn in its hand.
  private final Semaphore turn = new Semaphore(1, 1, REASON);
  private volatile @Nullable Task<?> first; // the one who waits for tokens and not for its turn

  // Written with the turn. The bucket is full at this reading of this runtime's clock.
  private volatile long fullAtNanos = Long.MIN_VALUE;
  private volatile @Nullable Engine clock;
  private volatile long longestNanos; // of the calls that took tokens or gave up behind others

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
    this.nanosPerToken = Nanos.of(period) / (double) tokens;
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
    long arrived = JUST_NOW;
    if (!turn.tryAcquire()) {
      arrived = task.engine().nanoTime();
      turn.acquire();
    }
    try {
      takeWhenDue(task, tokens, arrived, Nanos.NEVER);
    } finally {
      turn.release();
    }
  }

  /** Takes a token if there is one; never waits, and is not a checkpoint. */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Takes so many tokens if there are so many; never waits, and is not a checkpoint.
   *
   * @throws IllegalArgumentException if less than 1, or more than the bucket holds
   */
  public boolean tryAcquire(int tokens) {
    Task<?> task = Task.current();
    checkCount(tokens);
    if (!turn.tryAcquire()) {
      return false;
    }
    try {
      return takeWhenDue(task, tokens, JUST_NOW, Long.MIN_VALUE);
    } finally {
      turn.release();
    }
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
    long arrived = task.engine().nanoTime();
    if (!turn.tryAcquire(limit)) {
      return false;
    }
    try {
      return takeWhenDue(task, tokens, arrived, Nanos.after(arrived, limit));
    } finally {
      turn.release();
    }
  }

  private void checkCount(int tokens) {
    if (tokens < 1 || tokens > burst) {
      throw new IllegalArgumentException(
          "tokens must be at least 1 and at most the burst of " + burst + ": " + tokens);
    }
  }

  /** With the turn. The clock is read once if nothing has to be waited for. */
  private boolean takeWhenDue(Task<?> task, int tokens, long arrived, long untilNanos) {
    long now = task.engine().nanoTime();
    long asked = Math.min(arrived, now);
    long due = dueAt(task, now, tokens);
    boolean inTime = due <= Math.max(now, untilNanos);
    if (inTime) {
      long taken = due > now ? awaitTokens(task, due) : now;
      fullAtNanos = Nanos.sum(Math.max(fullAt(task, taken), taken), nanosFor(tokens));
      now = taken;
    }
    noteWait(now - asked);
    return inTime;
  }

  private long awaitTokens(Task<?> task, long due) {
    first = task;
    try {
      task.parkUntil(new Waiter(), REASON, due);
    } finally {
      first = null;
    }
    return task.engine().nanoTime();
  }

  private void noteWait(long nanos) {
    if (nanos > longestNanos) {
      longestNanos = nanos;
    }
  }

  /** When there will be so many tokens, if nobody takes any meanwhile. */
  private long dueAt(Task<?> task, long now, int tokens) {
    return Nanos.sum(Math.max(fullAt(task, now), now), nanosFor(tokens) - nanosFor(burst));
  }

  private long nanosFor(int tokens) {
    return (long) Math.ceil(tokens * nanosPerToken);
  }

  /** On the clock of the task's runtime; what is missing moves along when that is another one. */
  private long fullAt(Task<?> task, long now) {
    Engine known = clock;
    if (known != task.engine()) {
      fullAtNanos = known == null ? now : Nanos.sum(now, missingNanos());
      clock = task.engine();
    }
    return fullAtNanos;
  }

  /** Whether nobody has taken anything lately; who waits has not taken it yet. */
  boolean isFull() {
    return missingNanos() == 0;
  }

  /** How long it takes until the bucket is full. */
  private long missingNanos() {
    Engine known = clock;
    return known == null ? 0 : Math.max(0, fullAtNanos - known.nanoTime());
  }

  /** How many tokens are there and who waits. */
  public RateLimiterStatistics statistics() {
    int available = (int) Math.max(0, Math.floor(burst - missingNanos() / nanosPerToken));
    var waiting = new ArrayList<Waiting>();
    Task<?> head = first;
    if (head != null) {
      waiting.add(WaitNode.waitingOf(head));
    }
    waiting.addAll(turn.statistics().waiting());
    var longest = WaitList.longestOf(waiting, Duration.ofNanos(longestNanos));
    return new RateLimiterStatistics(available, burst, waiting, longest);
  }

  @Override
  public String toString() {
    return "rate limiter, " + statistics().availableTokens() + " of " + burst + " tokens";
  }
}
