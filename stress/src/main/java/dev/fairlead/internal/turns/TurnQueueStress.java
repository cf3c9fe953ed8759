package dev.fairlead.internal.turns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.turns.PlayedTurns.Counted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;

/** A seat comes as the workers do something else: it has its turn once, and all workers end. */
@Outcome(id = "1, ended", expect = ACCEPTABLE, desc = "it has its turn")
@Outcome(expect = FORBIDDEN, desc = "forgotten, or had twice, or a worker was forgotten")
public class TurnQueueStress {
  private final PlayedTurns turns = new PlayedTurns();
  private final Counted coming = turns.newSeat();

  private void outcome(IL_Result result) {
    turns.finish();
    result.r1 = coming.turns();
    result.r2 = turns.outcome();
  }

  /** The worker that takes turns finds none. */
  @JCStressTest
  @JCStressMeta(TurnQueueStress.class)
  @State
  public static class ComesAsAWorkerBecomesIdle {
    private final TurnQueueStress race = new TurnQueueStress();

    public ComesAsAWorkerBecomesIdle() {
      race.turns.pauseInATurn();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Actor
    public void comes() {
      race.turns.come(race.coming);
    }

    @Arbiter
    public void outcome(IL_Result result) {
      race.outcome(result);
    }
  }

  /** The worker that takes turns waits in one. */
  @JCStressTest
  @JCStressMeta(TurnQueueStress.class)
  @State
  public static class ComesAsAWorkerWaits {
    private final TurnQueueStress race = new TurnQueueStress();

    public ComesAsAWorkerWaits() {
      race.turns.pauseInATurnBefore(race.turns::await);
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Actor
    public void comes() {
      race.turns.come(race.coming);
    }

    @Arbiter
    public void outcome(IL_Result result) {
      race.outcome(result);
    }
  }

  /** The worker that would be woken for it is cancelled. */
  @JCStressTest
  @JCStressMeta(TurnQueueStress.class)
  @State
  public static class ComesAsAnIdleWorkerIsCancelled {
    private final TurnQueueStress race = new TurnQueueStress();

    public ComesAsAnIdleWorkerIsCancelled() {
      race.turns.pauseInATurn();
      race.turns.goOn();
      race.turns.finish();
    }

    @Actor
    public void worker() {
      race.turns.cancel();
    }

    @Actor
    public void comes() {
      race.turns.come(race.coming);
    }

    @Arbiter
    public void outcome(IL_Result result) {
      race.outcome(result);
    }
  }

  /** There are no more turns from then on. */
  @JCStressTest
  @JCStressMeta(TurnQueueStress.class)
  @State
  @Outcome(id = "0, ended", expect = ACCEPTABLE, desc = "it came too late")
  @Outcome(id = "1, ended", expect = ACCEPTABLE, desc = "it has its turn")
  @Outcome(expect = FORBIDDEN, desc = "a worker was forgotten")
  public static class ComesAtTheEnd {
    private final TurnQueueStress race = new TurnQueueStress();

    public ComesAtTheEnd() {
      race.turns.pauseInATurn();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
      race.turns.end();
    }

    @Actor
    public void comes() {
      race.turns.come(race.coming);
    }

    @Arbiter
    public void outcome(IL_Result result) {
      race.outcome(result);
    }
  }

  /** Another one comes too. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1, ended", expect = ACCEPTABLE, desc = "each has its turn")
  @Outcome(expect = FORBIDDEN, desc = "forgotten, or had twice, or a worker was forgotten")
  public static class TwoCome {
    private final PlayedTurns turns = new PlayedTurns();
    private final Counted first = turns.newSeat();
    private final Counted second = turns.newSeat();

    @Actor
    public void firstComes() {
      turns.come(first);
    }

    @Actor
    public void secondComes() {
      turns.come(second);
    }

    @Arbiter
    public void outcome(IIL_Result result) {
      turns.finish();
      result.r1 = first.turns();
      result.r2 = second.turns();
      result.r3 = turns.outcome();
    }
  }
}
