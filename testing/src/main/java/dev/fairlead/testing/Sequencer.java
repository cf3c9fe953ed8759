package dev.fairlead.testing;

import dev.fairlead.Action;
import dev.fairlead.lowlevel.WaitQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts parts of several tasks into one order: each part has a place, and runs when those of all
 * places before it have ended.
 *
 * {@snippet file="SequencerSnippets.java" region="sequence"}
 *
 * <p>Places count from 0, and each is taken once. A task that is cancelled before its part has
 * begun breaks the sequence: the parts behind it fail instead of waiting for ever. One sequencer is
 * for tasks of one runtime.
 */
public final class Sequencer {

  private final WaitQueue waiting = new WaitQueue();
  private final Set<Integer> taken = new HashSet<>(); // guarded by this
  private volatile int next;
  private volatile int brokenAt = Integer.MAX_VALUE;

  /** Makes a sequence that begins with place 0. */
  public Sequencer() {}

  /**
   * Waits until all places before this one are done, and runs the part. A checkpoint.
   *
   * @throws IllegalStateException if the place was taken before, or a place before it was given up
   * @throws IllegalArgumentException if the place is negative
   */
  public <X extends Exception> void run(int place, Action<X> part) throws X {
    take(place);
    boolean reached = false;
    try {
      waiting.awaitWhile(() -> next < place && brokenAt > place, () -> "place " + place);
      ensureUnbroken(place);
      reached = true;
      part.run();
    } finally {
      if (reached) {
        next = place + 1;
      } else {
        giveUp(place);
      }
      waiting.wakeAll();
    }
  }

  private synchronized void take(int place) {
    if (place < 0) {
      throw new IllegalArgumentException("places count from 0: " + place);
    }
    if (!taken.add(place)) {
      throw new IllegalStateException("place " + place + " of the sequence is taken already");
    }
  }

  /** Two may be given up at once, and the earlier one counts. */
  private synchronized void giveUp(int place) {
    brokenAt = Math.min(brokenAt, place);
  }

  private void ensureUnbroken(int place) {
    if (brokenAt < place) {
      throw new IllegalStateException(
          "place " + place + " never comes: place " + brokenAt + " was given up before it began");
    }
  }

  @Override
  public String toString() {
    return "sequencer at place " + next;
  }
}
