package dev.fairlead.file.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap through which the bytes of a file come. One thread at a time.
 *
 * <p>Each processor has its own, so that these bytes are in its cache; those that another one has
 * used last would have to come from there.
 */
final class Staging {

  private static final Staging[] ALL = new Staging[2 * Runtime.getRuntime().availableProcessors()];

  static {
    Arrays.setAll(ALL, _ -> new Staging());
  }

  private final AtomicBoolean taken = new AtomicBoolean();

  // By who has taken it.
  private NoWaitCalls.@Nullable Memory memory;

  private Staging() {}

  /** Takes that of this processor, or another one if its taker has lost the processor meanwhile. */
  static Staging take() {
    int processor = Math.max(NoWaitCalls.processor(), 0);
    for (int i = 0; i < ALL.length; i++) {
      Staging candidate = ALL[(processor + i) % ALL.length];
      if (!candidate.taken.get() && candidate.taken.compareAndSet(false, true)) {
        return candidate;
      }
    }
    return new Staging(); // Not kept.
  }

  void giveBack() {
    taken.set(false);
  }

  /** Its memory, made with the first use. */
  NoWaitCalls.Memory memory() {
    NoWaitCalls.Memory made = memory;
    if (made == null) {
      made = new NoWaitCalls.Memory();
      memory = made;
    }
    return made;
  }
}
