package dev.fairlead.internal;

import dev.fairlead.Fairlead;
import dev.fairlead.internal.loop.PlayedStrand;
import dev.fairlead.lowlevel.Strand;

/** Lets its tasks run when a race wants them to; the root task, which comes first, at once. */
final class ByHand extends BareBackend {
  private boolean hasRoot;

  /** Of a runtime that needs nothing to run any more. */
  static Engine engine() {
    return Fairlead.call(o -> o.withBackend(new ByHand()), () -> Task.current().engine());
  }

  @Override
  public Strand newStrand(String name, Runnable body) {
    if (hasRoot) {
      return new PlayedStrand(body);
    }
    hasRoot = true;
    return new UnparkWatch().newStrand(name, body);
  }
}
