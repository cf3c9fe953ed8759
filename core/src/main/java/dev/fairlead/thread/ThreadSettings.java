package dev.fairlead.thread;

import dev.fairlead.internal.WorkerJob.OnCancel;

record ThreadSettings(OnCancel onCancel) implements ThreadOptions {

  static final ThreadSettings DEFAULTS = new ThreadSettings(OnCancel.WAIT);

  @Override
  public boolean interrupt() {
    return onCancel == OnCancel.INTERRUPT;
  }

  @Override
  public boolean abandon() {
    return onCancel == OnCancel.ABANDON;
  }

  @Override
  public ThreadOptions withInterrupt() {
    return new ThreadSettings(OnCancel.INTERRUPT);
  }

  @Override
  public ThreadOptions withAbandon() {
    return new ThreadSettings(OnCancel.ABANDON);
  }
}
