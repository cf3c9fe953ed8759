package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Timer;
import org.jspecify.annotations.Nullable;

/** Where the timer of a task is armed. */
public sealed interface Timers permits LoopTimers, Timers.OfBackend {

  /** Sets the reading at which the timer runs, replacing an earlier one. */
  void arm(LoopTimer timer, long nanos);

  /** Forgets the reading. */
  void disarm(LoopTimer timer);

  /** Those of a loop, or else one that the backend makes for the caller alone. */
  static Timers of(Reactor reactor) {
    return reactor instanceof LoopReactor loops ? loops.timers() : new OfBackend(reactor);
  }

  /** Brings the one timer of a task to a backend that has its own kind of timers. */
  final class OfBackend implements Timers {
    private final Reactor reactor;
    private volatile @Nullable Timer made;

    private OfBackend(Reactor reactor) {
      this.reactor = reactor;
    }

    /** Called by one thread at a time. */
    @Override
    public void arm(LoopTimer timer, long nanos) {
      Timer armed = made;
      if (armed == null) {
        armed = reactor.newTimer(timer);
        made = armed;
      }
      armed.arm(nanos);
    }

    @Override
    public void disarm(LoopTimer timer) {
      Timer armed = made;
      if (armed != null) {
        armed.disarm();
      }
    }
  }
}
