package dev.fairlead.stream;

/**
 * Options of a {@link Ticker}.
 *
 * {@snippet file="TickerSnippets.java" region="missed"}
 */
public sealed interface TickerOptions permits TickerSettings {

  /** The first tick comes after one period, and ticks that are missed are left out. */
  static TickerOptions defaults() {
    return TickerSettings.DEFAULTS;
  }

  /** Whether the first tick comes at once. */
  boolean immediate();

  /** What happens to ticks whose time has passed when the receiver comes. */
  Ticker.MissedTicks missed();

  /** Lets the first tick come at once. */
  TickerOptions withImmediateStart();

  /** Chooses what happens to ticks whose time has passed when the receiver comes. */
  TickerOptions withMissed(Ticker.MissedTicks policy);
}
