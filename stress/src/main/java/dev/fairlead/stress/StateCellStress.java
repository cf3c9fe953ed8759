package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.sync.StateCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two change the value of a cell at once: no change is lost. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both changes are there")
@Outcome(expect = FORBIDDEN, desc = "a change is lost")
@State
public class StateCellStress {
  private final StateCell<Integer> cell = new StateCell<>(0);

  @Actor
  public void one() {
    cell.update(value -> value + 1);
  }

  @Actor
  public void other() {
    cell.update(value -> value + 1);
  }

  @Arbiter
  public void outcome(I_Result result) {
    result.r1 = cell.get();
  }
}
