package dev.fairlead.testing.internal;

import org.jspecify.annotations.Nullable;

/** Chooses evenly, but may prefer to stay with the task that runs. */
final class RandomWalk implements Strategy {

  private final SeededRandom random;
  private final int stays;

  /**
   * Makes a walk.
   *
   * @param stays how many times out of {@code stays + 1} the running task goes on
   */
  RandomWalk(SeededRandom random, int stays) {
    this.random = random;
    this.stays = stays;
  }

  @Override
  public Ready choose(Ready.Pool ready, @Nullable Ready current) {
    if (ready.size() == 1) {
      return ready.get(0);
    }
    if (current != null && stays > 0 && random.nextInt(stays + 1) > 0) {
      return current;
    }
    return ready.get(random.nextInt(ready.size()));
  }
}
