package dev.fairlead.lowlevel;

import java.time.Duration;

/** What {@link CarrierOptions} holds. */
record CarrierSettings(
    int loops, Duration polling, Placement placement, Duration stallWarning, boolean nativeSockets)
    implements CarrierOptions {

  static final CarrierSettings DEFAULTS =
      new CarrierSettings(1, Duration.ZERO, Placement.WITH_PARENT, Duration.ofSeconds(1), false);

  CarrierSettings {
    LoopSettings.checkLoops(loops);
    LoopSettings.checkPolling(polling);
    if (stallWarning.isNegative()) {
      throw new IllegalArgumentException("a limit must not be negative: " + stallWarning);
    }
  }

  @Override
  public CarrierOptions withLoops(int loops) {
    Placement sensible = loops > 1 ? Placement.ROUND_ROBIN : Placement.WITH_PARENT;
    return new CarrierSettings(loops, polling, sensible, stallWarning, nativeSockets);
  }

  @Override
  public CarrierOptions withPolling(Duration polling) {
    return new CarrierSettings(loops, polling, placement, stallWarning, nativeSockets);
  }

  @Override
  public CarrierOptions withPlacement(Placement placement) {
    return new CarrierSettings(loops, polling, placement, stallWarning, nativeSockets);
  }

  @Override
  public CarrierOptions withStallWarning(Duration limit) {
    return new CarrierSettings(loops, polling, placement, limit, nativeSockets);
  }

  @Override
  public CarrierOptions withNativeSockets() {
    return new CarrierSettings(loops, polling, placement, stallWarning, true);
  }
}
