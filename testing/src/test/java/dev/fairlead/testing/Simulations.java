package dev.fairlead.testing;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;

/** Runs that tests look at from outside. */
final class Simulations {

  private Simulations() {}

  /** Runs a body in a simulation with a seed. */
  static <X extends Exception> void simulate(long seed, Action<X> body) throws X {
    Fairlead.run(o -> o.withBackend(Simulation.backend(s -> s.withSeed(seed))), body);
  }
}
