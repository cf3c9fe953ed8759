package dev.fairlead.internal;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Timer;
import java.nio.channels.SelectableChannel;

/** A backend without time and channels, for races that play their tasks themselves. */
abstract class BareBackend implements Backend, Reactor {

  @Override
  public final String name() {
    return getClass().getSimpleName();
  }

  @Override
  public final Reactor open(String runtimeName) {
    return this;
  }

  @Override
  public final long nanoTime() {
    return 0;
  }

  /** One that never expires: time stands still. */
  @Override
  public final Timer newTimer(Runnable onExpiry) {
    return new Timer() {
      @Override
      public void arm(long nanos) {}

      @Override
      public void disarm() {}
    };
  }

  @Override
  public final Registration register(SelectableChannel channel) {
    throw new UnsupportedOperationException("no channels on this backend");
  }

  @Override
  public final int yieldBudget() {
    return Integer.MAX_VALUE;
  }

  @Override
  public final void close() {
    // Nothing was opened.
  }
}
