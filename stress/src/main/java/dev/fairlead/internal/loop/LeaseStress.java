package dev.fairlead.internal.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.turns.PlayedTurns;
import dev.fairlead.internal.turns.PlayedTurns.Counted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;

/**
 * A loop is lent to a worker, or takes itself back, as that worker comes out of a turn. One of them
 * turns it, and in the end its thread has it; what it found has one turn.
 */
@Outcome(id = "2, back, ended", expect = ACCEPTABLE, desc = "the loop is back, nobody is forgotten")
@Outcome(expect = FORBIDDEN, desc = "a loop nobody has, or two have, or a seat without its turn")
public class LeaseStress {
  private final PlayedTurns turns = new PlayedTurns();
  private final PlayedLoop loop = PlayedLoop.of(turns);
  private final Counted first = loop.add();
  private final Counted second = loop.add();

  /** With a worker in the middle of a turn that ends with something more. */
  private LeaseStress(Rest rest) {
    turns.pauseInATurnBefore(() -> rest.run(this));
  }

  private LeaseStress() {
    this(_ -> {});
  }

  /** What a turn does after it has paused. */
  @FunctionalInterface
  private interface Rest {
    void run(LeaseStress race);
  }

  /** Lets the loop find a seat, and lend itself. */
  private void lend() {
    loop.goOn();
  }

  private void outcome(ILL_Result result) {
    loop.finish();
    result.r1 = first.turns() + second.turns();
    result.r2 = loop.outcome();
    result.r3 = turns.outcome();
  }

  /** The worker turns the loop it is to have, or turns it down. */
  @JCStressTest
  @JCStressMeta(LeaseStress.class)
  @State
  public static class LentAsItsTurnEnds {
    private final LeaseStress race = new LeaseStress();

    @Actor
    public void loop() {
      race.lend();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Arbiter
    public void outcome(ILL_Result result) {
      race.outcome(result);
    }
  }

  /** The worker waits, and has no use for the loop it is to have. */
  @JCStressTest
  @JCStressMeta(LeaseStress.class)
  @State
  public static class LentAsItWaits {
    private final LeaseStress race = new LeaseStress(it -> it.turns.await());

    @Actor
    public void loop() {
      race.lend();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Arbiter
    public void outcome(ILL_Result result) {
      race.outcome(result);
    }
  }

  /** The worker has had the loop for too long, and turns it just then. */
  @JCStressTest
  @JCStressMeta(LeaseStress.class)
  @State
  public static class TakenBackAsItsTurnEnds {
    private final LeaseStress race = new LeaseStress();

    public TakenBackAsItsTurnEnds() {
      race.lend();
    }

    @Actor
    public void loop() {
      race.loop.ring();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Arbiter
    public void outcome(ILL_Result result) {
      race.outcome(result);
    }
  }

  /** The worker has had the loop for too long, and hands it on just then. */
  @JCStressTest
  @JCStressMeta(LeaseStress.class)
  @State
  public static class TakenBackAsItWaits {
    private final LeaseStress race = new LeaseStress(it -> it.turns.await());

    public TakenBackAsItWaits() {
      race.lend();
    }

    @Actor
    public void loop() {
      race.loop.ring();
    }

    @Actor
    public void worker() {
      race.turns.goOn();
    }

    @Arbiter
    public void outcome(ILL_Result result) {
      race.outcome(result);
    }
  }
}
