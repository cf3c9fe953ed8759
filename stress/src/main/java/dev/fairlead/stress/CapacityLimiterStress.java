package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import dev.fairlead.sync.CapacityLimiter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** Tokens are neither made nor lost, and whoever does not wait any more may ask again. */
public final class CapacityLimiterStress {

  private CapacityLimiterStress() {}

  private static CapacityLimiter with(int tokens, Object... borrowers) {
    var limiter = new CapacityLimiter(tokens);
    for (Object borrower : borrowers) {
      limiter.tryAcquireOnBehalfOf(borrower);
    }
    return limiter;
  }

  private static Object borrow(CapacityLimiter limiter, Object borrower) {
    limiter.acquireOnBehalfOf(borrower);
    return "got it";
  }

  private static int waiting(CapacityLimiter limiter) {
    return limiter.statistics().waiting().size();
  }

  /** A task comes while a token is given back. */
  @JCStressTest
  @Outcome(id = "got it, 1, 0", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for a token that is free, or that was lost")
  @State
  public static class ComesAsOneIsGivenBack {
    private final CapacityLimiter limiter = with(1, "a");
    private final Played newcomer = Played.ready(() -> borrow(limiter, "b"));

    @Actor
    public void giver() {
      limiter.releaseOnBehalfOf("a");
    }

    @Actor
    public void newcomer() {
      newcomer.run();
    }

    @Arbiter
    public void outcome(LII_Result result) {
      result.r1 = newcomer.result();
      result.r2 = limiter.borrowedTokens();
      result.r3 = waiting(limiter);
    }
  }

  /** The first of two who wait is cancelled while a token is given back. */
  @JCStressTest
  @Outcome(id = "got it, asleep, false, 1", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, got it, true, 2", expect = ACCEPTABLE, desc = "to the next one")
  @Outcome(expect = FORBIDDEN, desc = "a token was made, or lost to one who was cancelled")
  @State
  public static class CancelledAsOneIsGivenBack {
    private final CapacityLimiter limiter = with(1, "a");
    private final Played first = Played.waiting(() -> borrow(limiter, "b"));
    private final Played second = Played.waiting(() -> borrow(limiter, "c"));

    @Actor
    public void giver() {
      limiter.releaseOnBehalfOf("a");
    }

    @Actor
    public void canceller() {
      first.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLLL_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = result.r1.equals("cancelled") && mayAskAgain();
      result.r4 = limiter.borrowedTokens();
    }

    private boolean mayAskAgain() {
      limiter.setTotalTokens(2);
      return limiter.tryAcquireOnBehalfOf("b");
    }
  }

  /** Two tokens are given back at once, and two wait. */
  @JCStressTest
  @Outcome(id = "got it, got it, 2, 0", expect = ACCEPTABLE, desc = "each has one")
  @Outcome(expect = FORBIDDEN, desc = "both were given to the same, or one was lost")
  @State
  public static class TwoGiveBack {
    private final CapacityLimiter limiter = with(2, "a", "b");
    private final Played first = Played.waiting(() -> borrow(limiter, "c"));
    private final Played second = Played.waiting(() -> borrow(limiter, "d"));

    @Actor
    public void one() {
      limiter.releaseOnBehalfOf("a");
    }

    @Actor
    public void other() {
      limiter.releaseOnBehalfOf("b");
    }

    @Arbiter
    public void outcome(LLLL_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = limiter.borrowedTokens();
      result.r4 = waiting(limiter);
    }
  }

  /** The number of tokens is raised while one is given back, and two wait. */
  @JCStressTest
  @Outcome(id = "got it, got it, 2, 0", expect = ACCEPTABLE, desc = "each has one")
  @Outcome(expect = FORBIDDEN, desc = "a token was made, or lost")
  @State
  public static class RaisedAsOneIsGivenBack {
    private final CapacityLimiter limiter = with(1, "a");
    private final Played first = Played.waiting(() -> borrow(limiter, "b"));
    private final Played second = Played.waiting(() -> borrow(limiter, "c"));

    @Actor
    public void giver() {
      limiter.releaseOnBehalfOf("a");
    }

    @Actor
    public void raiser() {
      limiter.setTotalTokens(2);
    }

    @Arbiter
    public void outcome(LLLL_Result result) {
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = limiter.borrowedTokens();
      result.r4 = waiting(limiter);
    }
  }
}
