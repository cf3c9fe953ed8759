package dev.fairlead.testing.internal.junit;

import java.util.Arrays;

/** Says with which seed a failure comes again. Found among the suppressed exceptions of it. */
final class ReplayHint extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ReplayHint(long seed) {
    super(
        "the run was simulated with seed " + seed + "; run it again with @Replay(" + seed + ")",
        null,
        false,
        false);
  }

  static void addTo(Throwable failure, long seed) {
    if (Arrays.stream(failure.getSuppressed()).noneMatch(ReplayHint.class::isInstance)) {
      failure.addSuppressed(new ReplayHint(seed));
    }
  }
}
