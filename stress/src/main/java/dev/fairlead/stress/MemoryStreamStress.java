package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.MemoryObjectStreams;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** One sends twice into a stream with room for one, one receives: what was accepted comes out. */
@JCStressTest
@Outcome(id = "true, false, 0, 1", expect = ACCEPTABLE, desc = "looked before the first came")
@Outcome(id = "true, false, 1, 0", expect = ACCEPTABLE, desc = "received after the second try")
@Outcome(id = "true, true, 1, 2", expect = ACCEPTABLE, desc = "received between the two")
@Outcome(expect = FORBIDDEN, desc = "lost, doubled, or refused although there was room")
@State
public class MemoryStreamStress {
  private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

  @Actor
  public void sender(LLLL_Result result) {
    result.r1 = send(1);
    result.r2 = send(2);
  }

  @Actor
  public void receiver(LLLL_Result result) {
    result.r3 = receive();
  }

  @Arbiter
  public void rest(LLLL_Result result) {
    result.r4 = receive();
  }

  private Object send(int item) {
    try {
      return pair.send().trySend(item);
    } catch (BrokenResourceException e) {
      return e; // None of the outcomes above.
    }
  }

  private Object receive() {
    try {
      return pair.receive().tryReceive().orElse(0);
    } catch (EndOfStreamException e) {
      return e; // None of the outcomes above.
    }
  }
}
