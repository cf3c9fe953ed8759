package dev.fairlead.thread;

import dev.fairlead.internal.WorkerJob.OnCancel;
import dev.fairlead.sync.CapacityLimiter;
import java.util.Optional;

record ThreadSettings(OnCancel onCancel, Optional<CapacityLimiter> limiter)
    implements ThreadOptions {

  static final ThreadSettings DEFAULTS = new ThreadSettings(OnCancel.WAIT, Optional.empty());

  @Override
  public boolean interrupt() {
    return onCancel == OnCancel.INTERRUPT;
  }

  @Override
  public boolean abandon() {
    return onCancel == OnCancel.ABANDON;
  }

  @Override
  public ThreadOptions withLimiter(CapacityLimiter limiter) {
    return new ThreadSettings(onCancel, Optional.of(limiter));
  }

  @Override
  public ThreadOptions withInterrupt() {
    return new ThreadSettings(OnCancel.INTERRUPT, limiter);
  }

  @Override
  public ThreadOptions withAbandon() {
    return new ThreadSettings(OnCancel.ABANDON, limiter);
  }
}
