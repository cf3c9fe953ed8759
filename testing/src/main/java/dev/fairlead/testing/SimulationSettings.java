package dev.fairlead.testing;

record SimulationSettings(
    long seed, Switching switching, Search search, int traceLimit, long stepLimit)
    implements SimulationOptions {

  static final SimulationSettings DEFAULTS =
      new SimulationSettings(0, Switching.AT_CHECKPOINTS, Search.MIXED, 10_000, 5_000_000);

  SimulationSettings {
    if (traceLimit < 1) {
      throw new IllegalArgumentException("a trace keeps at least one event: " + traceLimit);
    }
    if (stepLimit < 1) {
      throw new IllegalArgumentException("a run needs at least one step: " + stepLimit);
    }
  }

  @Override
  public SimulationOptions withSeed(long seed) {
    return new SimulationSettings(seed, switching, search, traceLimit, stepLimit);
  }

  @Override
  public SimulationOptions withSwitching(Switching switching) {
    return new SimulationSettings(seed, switching, search, traceLimit, stepLimit);
  }

  @Override
  public SimulationOptions withSearch(Search way) {
    return new SimulationSettings(seed, switching, way, traceLimit, stepLimit);
  }

  @Override
  public SimulationOptions withTraceLimit(int events) {
    return new SimulationSettings(seed, switching, search, events, stepLimit);
  }

  @Override
  public SimulationOptions withStepLimit(long steps) {
    return new SimulationSettings(seed, switching, search, traceLimit, steps);
  }
}
