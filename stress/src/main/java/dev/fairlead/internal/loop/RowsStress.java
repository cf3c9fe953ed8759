package dev.fairlead.internal.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A thread comes to a row as who lets in finds nobody more: somebody lets it in all the same. */
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both were let in")
@Outcome(expect = FORBIDDEN, desc = "one stands there, and nobody lets in")
public class RowsStress {
  private static final long FOR_GOOD = Duration.ofHours(1).toNanos();

  // Who lets in sleeps first: to come at once would be too early to meet its end.
  private static final int LATEST_NANOS = 200_000;

  private final Queue<Runnable> begun = new ConcurrentLinkedQueue<>();
  private final Rows rows = new Rows(this::playedByHand, FOR_GOOD);
  private final PlayedStrand there;
  private final PlayedStrand coming;
  private final Runnable lettingIn;

  private RowsStress(boolean inFront) {
    there = new PlayedStrand(rows::standInBack);
    coming = new PlayedStrand(inFront ? rows::standInFront : rows::standInBack);
    there.start();
    there.run();
    lettingIn = begun.remove();
    coming.start();
  }

  private Thread playedByHand(Runnable body) {
    return new Thread(body) {
      @Override
      public void start() {
        begun.add(body);
      }
    };
  }

  private void come() {
    long later = System.nanoTime() + ThreadLocalRandom.current().nextInt(LATEST_NANOS);
    while (System.nanoTime() < later) {
      Thread.onSpinWait();
    }
    coming.run();
  }

  private void outcome(ZZ_Result result) {
    for (Runnable next = begun.poll(); next != null; next = begun.poll()) {
      next.run();
    }
    result.r1 = hasGoneOn(there);
    result.r2 = hasGoneOn(coming);
  }

  private static boolean hasGoneOn(PlayedStrand strand) {
    strand.run();
    boolean ended = strand.thread().getState() == Thread.State.TERMINATED;
    if (!ended) {
      strand.thread().interrupt(); // The JDK keeps a thread that has not ended, and its memory.
      strand.run();
    }
    return ended;
  }

  /** To the row of those who have run for long. */
  @JCStressTest
  @JCStressMeta(RowsStress.class)
  @State
  public static class ComesToTheBack {
    private final RowsStress race = new RowsStress(false);

    @Actor
    public void letsIn() {
      race.lettingIn.run();
    }

    @Actor
    public void comes() {
      race.come();
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      race.outcome(result);
    }
  }

  /** To the row of those who gave way. */
  @JCStressTest
  @JCStressMeta(RowsStress.class)
  @State
  public static class ComesToTheFront {
    private final RowsStress race = new RowsStress(true);

    @Actor
    public void letsIn() {
      race.lettingIn.run();
    }

    @Actor
    public void comes() {
      race.come();
    }

    @Arbiter
    public void outcome(ZZ_Result result) {
      race.outcome(result);
    }
  }
}
