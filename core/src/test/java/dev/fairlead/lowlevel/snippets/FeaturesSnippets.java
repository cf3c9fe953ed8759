package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Backends;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeaturesSnippets {

  // @start region="feature"
  /** Chance as the backend offers it, so that a simulation can repeat it; real ones offer none. */
  private static Random dice() {
    Optional<Random> simulated = BackendFeatures.find(Random.class);
    return simulated.orElseGet(Random::new);
  }

  // @end

  @Test
  void feature() {
    int roll = Fairlead.call(o -> o.withBackend(Backends.virtual()), () -> dice().nextInt(6));
    assertEquals(roll, Math.clamp(roll, 0, 5));
  }
}
