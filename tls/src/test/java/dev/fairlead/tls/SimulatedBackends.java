package dev.fairlead.tls;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationOptions.Switching;
import java.util.List;
import java.util.function.Supplier;

/** What the tests run on once more: two orders of their tasks, and the simulated network. */
public final class SimulatedBackends implements Supplier<List<Backend>> {

  /** Made by name. */
  public SimulatedBackends() {}

  @Override
  public List<Backend> get() {
    return List.of(ofSeed(0), ofSeed(1));
  }

  private static Backend ofSeed(long seed) {
    return Simulation.backend(o -> o.withSeed(seed).withSwitching(Switching.EVERYWHERE));
  }
}
