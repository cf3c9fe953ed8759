package dev.fairlead.testing.internal;

import java.util.random.RandomGenerator;

/**
 * Random numbers that are the same for a seed on every JVM: SplitMix64, with a bounded draw of its
 * own, since neither is promised by the JDK.
 */
public final class SeededRandom implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * Makes a source of numbers.
   *
   * @param stream tells apart the sources of one seed, so that draws from one leave the others as
   *     they are
   */
  public SeededRandom(long seed, long stream) {
    this.state = mix(seed + GOLDEN_GAMMA) ^ mix(stream * GOLDEN_GAMMA);
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1: " + bound);
    }
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  private static long mix(long z) {
    long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
    return twice ^ (twice >>> 31);
  }
}
