package dev.fairlead.lowlevel;

import java.time.Duration;

/** What {@link LoopOptions} holds. */
record LoopSettings(int loops, Duration polling, boolean nativeSockets) implements LoopOptions {

  private static final int PROCESSORS_PER_LOOP = 4;
  private static final Duration LONGEST_POLLING = Duration.ofSeconds(1);

  static final LoopSettings DEFAULTS =
      new LoopSettings(
          Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_LOOP),
          Duration.ZERO,
          false);

  LoopSettings {
    checkLoops(loops);
    checkPolling(polling);
  }

  static void checkLoops(int loops) {
    if (loops < 1) {
      throw new IllegalArgumentException("a backend needs at least one loop: " + loops);
    }
  }

  static void checkPolling(Duration polling) {
    if (polling.isNegative() || polling.compareTo(LONGEST_POLLING) > 0) {
      throw new IllegalArgumentException("polling must be between 0 and 1 s: " + polling);
    }
  }

  @Override
  public LoopOptions withLoops(int loops) {
    return new LoopSettings(loops, polling, nativeSockets);
  }

  @Override
  public LoopOptions withPolling(Duration polling) {
    return new LoopSettings(loops, polling, nativeSockets);
  }

  @Override
  public LoopOptions withNativeSockets() {
    return new LoopSettings(loops, polling, true);
  }
}
