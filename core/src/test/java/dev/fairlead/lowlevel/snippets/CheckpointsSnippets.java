package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;

class CheckpointsSnippets {

  // @start region="compute"
  private static long sumOfSquares(int count) {
    long sum = 0;
    for (int i = 1; i <= count; i++) {
      sum += (long) i * i;
      if (i % 1000 == 0) {
        Checkpoints.checkpoint(); // can be cancelled here, and lets others run
      }
    }
    return sum;
  }

  // @end

  @ForEveryBackend
  void compute() {
    assertEquals(2_668_667_000L, sumOfSquares(2000));
  }
}
