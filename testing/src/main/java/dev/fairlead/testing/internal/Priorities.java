package dev.fairlead.testing.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs what has the highest priority, and takes the priority away from the running task at a few
 * steps.
 */
final class Priorities implements Strategy {

  /*
   * Most bugs need only a few things to happen in a certain order: d of them. Random priorities with
   * d - 1 changes hit such an order with a probability of at least 1 / (n * k^(d-1)) for n tasks and
   * k steps, where an even walk needs luck at every step. (Burckhardt, Kothari, Musuvathi and
   * Nagarakatti, "A randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS
   * 2010.) The length k of the run is not known beforehand, so the seed guesses it too; a run that goes
   * on for longer gets new priorities.
   */
  private static final int MOST_CHANGES = 3;
  private static final int SHORTEST_GUESS_BITS = 3;
  private static final int GUESSES = 10;

  // A task that goes on for so long without waiting may be waiting for another one in a loop.
  private static final int LONGEST_TURN = 100;

  private final SeededRandom random;
  private final int length;
  private final long[] changes;
  private long epoch;
  private int step;
  private long lowest;
  private int turn;

  Priorities(SeededRandom random) {
    this.random = random;
    this.changes = new long[random.nextInt(MOST_CHANGES + 1)];
    this.length = 1 << (SHORTEST_GUESS_BITS + random.nextInt(GUESSES));
    drawChanges();
  }

  private void drawChanges() {
    Arrays.setAll(changes, _ -> 1 + random.nextInt(length));
  }

  @Override
  public Ready choose(Ready.Pool ready, @Nullable Ready current) {
    if (++step > length) {
      step = 1;
      epoch++;
      drawChanges();
    }
    if (current != null && (turn > LONGEST_TURN || isChange())) {
      current.priority = --lowest;
      current.epoch = epoch;
    }
    Ready best = highest(ready);
    turn = best.equals(current) ? turn + 1 : 0;
    return best;
  }

  private Ready highest(Ready.Pool ready) {
    Ready best = ready.get(0);
    for (int i = 0; i < ready.size(); i++) {
      Ready item = ready.get(i);
      if (item.epoch != epoch) {
        item.epoch = epoch;
        item.priority = random.nextLong() >>> 1;
      }
      if (item.priority > best.priority) {
        best = item;
      }
    }
    return best;
  }

  private boolean isChange() {
    for (long change : changes) {
      if (change == step) {
        return true;
      }
    }
    return false;
  }
}
