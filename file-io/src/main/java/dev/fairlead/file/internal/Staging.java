package dev.fairlead.file.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap through which the bytes of a file come. One thread at a time.
 *
 * <p>There are a few of them. Who reads again gets the one it had before, if that is free: its
 * bytes are in the cache of the processor then, where those of another processor's are not.
 */
final class Staging {

  private static final Staging[] ALL = new Staging[2 * Runtime.getRuntime().availableProcessors()];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new Staging(i);
    }
  }

  final int number;
  private final AtomicBoolean taken = new AtomicBoolean();

  // By who has taken it.
  private NoWaitCalls.@Nullable Memory memory;

  private Staging(int number) {
    this.number = number;
  }

  /** Takes one, if possible that of a number. */
  static Staging take(int usual) {
    for (int i = 0; i < ALL.length; i++) {
      Staging candidate = ALL[(usual + i) % ALL.length];
      if (!candidate.taken.get() && candidate.taken.compareAndSet(false, true)) {
        return candidate;
      }
    }
    return new Staging(usual); // More threads carry tasks than there are processors: not kept.
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
