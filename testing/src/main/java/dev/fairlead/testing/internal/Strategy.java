package dev.fairlead.testing.internal;

import dev.fairlead.testing.SimulationOptions.Search;
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
   * The strategy of a seed. Mixed, the seeds take turns: walks that switch at every chance, walks
   * that rather stay, and priorities with few changes.
   */
  static Strategy of(long seed, Search search) {
    var random = new SeededRandom(seed, 1);
    return switch (search) {
      case MIXED -> mixed(random);
      case RANDOM -> new RandomWalk(random, 0);
      case PRIORITIES -> new Priorities(random);
    };
  }

  private static Strategy mixed(SeededRandom random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new RandomWalk(random, 0);
      case 2 -> new RandomWalk(random, 4);
      case 3 -> new RandomWalk(random, 16);
      default -> new Priorities(random);
    };
  }
}
