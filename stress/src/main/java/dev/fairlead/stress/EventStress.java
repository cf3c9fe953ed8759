package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.sync.Event;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Who sees that an event is set sees what was written before. */
@JCStressTest
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "not set yet")
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "set, and everything before it is seen")
@Outcome(expect = FORBIDDEN, desc = "set, but what came before it is not seen")
@State
public class EventStress {
  private final Event event = new Event();
  private int written;

  @Actor
  public void setter() {
    written = 1;
    event.set();
  }

  @Actor
  public void looker(ZI_Result result) {
    result.r1 = event.isSet();
    result.r2 = result.r1 ? written : 0;
  }
}
