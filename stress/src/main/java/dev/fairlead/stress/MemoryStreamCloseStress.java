package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.stream.MemoryObjectStreams;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A send meets the close of the receiving side: what was sent is handed back, or refused. */
@JCStressTest
@Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "sent, and among what was left at the close")
@Outcome(id = "broken, 0", expect = ACCEPTABLE, desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "lost without a word, or sent and refused at once")
@State
public class MemoryStreamCloseStress {
  private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

  @Actor
  public void sender(LI_Result result) {
    try {
      result.r1 = pair.send().trySend(1) ? "sent" : "no room";
    } catch (BrokenResourceException e) {
      result.r1 = "broken";
    }
  }

  @Actor
  public void closer(LI_Result result) {
    result.r2 = pair.receive().closeAndDrain().size();
  }
}
