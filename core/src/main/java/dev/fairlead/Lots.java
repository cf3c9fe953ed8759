package dev.fairlead;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws lots from the clock of the runtime and from how often it was asked: different everywhere,
 * and the same again where the clock is simulated.
 */
final class Lots {

  private static final long ODD = 0x9E3779B97F4A7C15L; // the golden ratio: spreads what is close

  private final AtomicLong asked = new AtomicLong();

  double next() {
    long seed = Fairlead.currentTime().nanos() ^ asked.incrementAndGet() * ODD;
    return new SplittableRandom(seed).nextDouble();
  }
}
