package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.testing.SimulationOptions;

/** Opens simulations. */
public final class SimulatedBackend implements Backend {

  private final SimulationOptions options;

  /** With default options; found by name where tests choose their backend. */
  public SimulatedBackend() {
    this(SimulationOptions.defaults());
  }

  /** With options. */
  public SimulatedBackend(SimulationOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Reactor open(String runtimeName) {
    return new SimulatedReactor(runtimeName, options);
  }

  @Override
  public String toString() {
    return "simulated with seed " + options.seed();
  }
}
