package dev.fairlead.testing.conformance;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationOptions.Switching;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What the tests of core run on here: several seeds, switching wherever that is possible. */
public final class SimulatedBackends implements Supplier<List<Backend>> {

  private static final int SEEDS = 5;

  /** Made by name. */
  public SimulatedBackends() {}

  @Override
  public List<Backend> get() {
    return LongStream.range(0, SEEDS).mapToObj(SimulatedBackends::ofSeed).toList();
  }

  private static Backend ofSeed(long seed) {
    return Simulation.backend(o -> o.withSeed(seed).withSwitching(Switching.EVERYWHERE));
  }
}
