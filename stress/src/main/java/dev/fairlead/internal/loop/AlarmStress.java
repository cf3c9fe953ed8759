package dev.fairlead.internal.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A loop falls asleep and leaves to its alarm what is due already: it is woken in any case. */
@Outcome(id = "false", expect = ACCEPTABLE, desc = "the loop was woken")
@Outcome(expect = FORBIDDEN, desc = "the loop sleeps on, and nobody will wake it")
public class AlarmStress {
  private static final long PASSED = -2;
  private static final long PASSED_LATER = -1;

  private final LoopState state = new LoopState(new Thread(() -> {}));
  private final Alarm alarm = new Alarm(new LoopClock(), state::wake, this::play);
  private PlayedStrand ringing;

  private AlarmStress() {
    state.awake();
    alarm.setFor(PASSED);
  }

  private Thread play(Runnable body) {
    ringing = new PlayedStrand(body);
    return ringing.thread();
  }

  private void sleepUntil(long nanos) {
    state.fallAsleep(null);
    alarm.setFor(nanos);
  }

  private void outcome(Z_Result result) {
    ringing.run();
    result.r1 = state.isAsleep();
    alarm.letEnd(); // The JDK keeps a thread that has not ended, and its memory.
    ringing.run();
  }

  /** It relies on a reading for which the alarm is about to ring. */
  @JCStressTest
  @JCStressMeta(AlarmStress.class)
  @State
  public static class SetAlready {
    private final AlarmStress race = new AlarmStress();

    @Actor
    public void sleeps() {
      race.sleepUntil(PASSED_LATER);
    }

    @Actor
    public void rings() {
      race.ringing.run();
    }

    @Arbiter
    public void outcome(Z_Result result) {
      race.outcome(result);
    }
  }

  /** It sets an alarm that is about to wait, since nothing was set. */
  @JCStressTest
  @JCStressMeta(AlarmStress.class)
  @State
  public static class SetAsItBeginsToWait {
    private final AlarmStress race = new AlarmStress();

    public SetAsItBeginsToWait() {
      race.ringing.run();
      race.ringing.unpark(); // It looks once more.
    }

    @Actor
    public void sleeps() {
      race.sleepUntil(PASSED);
    }

    @Actor
    public void waits() {
      race.ringing.run();
    }

    @Arbiter
    public void outcome(Z_Result result) {
      race.outcome(result);
    }
  }
}
