package dev.fairlead.testing.internal;

import org.jspecify.annotations.Nullable;

/** Decides what happens next. Fed by a seed only, so that it decides the same again. */
interface Strategy {

  /**
   * Chooses one of what is ready.
   *
   * @param current the task that runs now, if it could go on
   */
  Ready choose(Ready.Pool ready, @Nullable Ready current);

  /**
   * The strategy of a seed. No single one finds every kind of bug soonest, so the seeds take turns:
   * walks that switch at every chance, walks that rather stay, and priorities with few changes.
   */
  static Strategy of(long seed) {
    var random = new SeededRandom(seed, 1);
    return switch (random.nextInt(6)) {
      case 0, 1 -> new RandomWalk(random, 0);
      case 2 -> new RandomWalk(random, 4);
      case 3 -> new RandomWalk(random, 16);
      default -> new Priorities(random);
    };
  }
}
