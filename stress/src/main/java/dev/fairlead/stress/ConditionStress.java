package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import dev.fairlead.sync.Condition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** A signal is for exactly one of those who wait, and in the end the lock is free. */
public final class ConditionStress {

  private ConditionStress() {}

  private static Object await(Condition condition) {
    condition.run(condition::await);
    return "signalled";
  }

  private static Object signal(Condition condition) {
    condition.run(condition::signal);
    return "has signalled";
  }

  /** A task looks whether it must wait while another one changes that and signals. */
  @JCStressTest
  @Outcome(id = "signalled, false", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for what is the case")
  @State
  public static class WaitsAsItIsSignalled {
    private final Condition condition = new Condition();
    private final Played waiter = Played.ready(this::awaitIt);
    private final Played signaller = Played.ready(this::makeItSo);
    private boolean so;

    private Object awaitIt() {
      condition.run(() -> condition.awaitUntil(() -> so));
      return "signalled";
    }

    private Object makeItSo() {
      condition.run(() -> {
        so = true;
        condition.signal();
      });
      return "has signalled";
    }

    @Actor
    public void waiter() {
      waiter.run();
    }

    @Actor
    public void signaller() {
      signaller.run();
    }

    @Arbiter
    public void outcome(LZ_Result result) {
      waiter.finish();
      signaller.finish();
      result.r1 = waiter.result();
      result.r2 = condition.lock().isLocked();
    }
  }

  /** The first of two who wait is cancelled while one is signalled. */
  @JCStressTest
  @Outcome(id = "signalled, asleep, false", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, signalled, false", expect = ACCEPTABLE, desc = "it went to the next")
  @Outcome(expect = FORBIDDEN, desc = "a signal for both, or lost to one who was cancelled")
  @State
  public static class CancelledAsItIsSignalled {
    private final Condition condition = new Condition();
    private final Played first = Played.waiting(() -> await(condition));
    private final Played second = Played.waiting(() -> await(condition));
    private final Played signaller = Played.ready(() -> signal(condition));

    @Actor
    public void signaller() {
      signaller.run();
    }

    @Actor
    public void canceller() {
      first.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLZ_Result result) {
      finish(first, signaller, second);
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = condition.lock().isLocked();
    }
  }

  /** Two signal at once, and two wait. */
  @JCStressTest
  @Outcome(id = "signalled, signalled, false", expect = ACCEPTABLE, desc = "one for each")
  @Outcome(expect = FORBIDDEN, desc = "both signals for the same, or one lost")
  @State
  public static class TwoSignal {
    private final Condition condition = new Condition();
    private final Played first = Played.waiting(() -> await(condition));
    private final Played second = Played.waiting(() -> await(condition));
    private final Played one = Played.ready(() -> signal(condition));
    private final Played other = Played.ready(() -> signal(condition));

    @Actor
    public void one() {
      one.run();
    }

    @Actor
    public void other() {
      other.run();
    }

    @Arbiter
    public void outcome(LLZ_Result result) {
      finish(one, other, first, second);
      result.r1 = first.result();
      result.r2 = second.result();
      result.r3 = condition.lock().isLocked();
    }
  }

  /** Each may have to wait for the lock until another one has had it. */
  private static void finish(Played... all) {
    for (Played _ : all) {
      for (Played each : all) {
        each.finish();
      }
    }
  }
}
