package dev.fairlead.stream;

record TickerSettings(boolean immediate, Ticker.MissedTicks missed) implements TickerOptions {

  static final TickerSettings DEFAULTS = new TickerSettings(false, Ticker.MissedTicks.SKIP);

  @Override
  public TickerOptions withImmediateStart() {
    return new TickerSettings(true, missed);
  }

  @Override
  public TickerOptions withMissed(Ticker.MissedTicks policy) {
    return new TickerSettings(immediate, policy);
  }
}
