package dev.fairlead.testing;

import java.util.List;

record StreamCheckSettings(
    List<OnBackend> on, int seeds, int mostUnreceived, boolean shared, int seconds)
    implements StreamCheckOptions {

  static final StreamCheckSettings DEFAULTS =
      new StreamCheckSettings(List.of(OnBackend.values()), 3, 0, false, 15);

  private static int atLeastOne(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be at least 1: " + number);
    }
    return number;
  }

  @Override
  public StreamCheckOptions withBackends(OnBackend... backends) {
    return new StreamCheckSettings(List.of(backends), seeds, mostUnreceived, shared, seconds);
  }

  @Override
  public StreamCheckOptions withSeeds(int number) {
    return new StreamCheckSettings(
        on, atLeastOne("the number of seeds", number), mostUnreceived, shared, seconds);
  }

  @Override
  public StreamCheckOptions withMostUnreceived(int amount) {
    return new StreamCheckSettings(
        on, seeds, atLeastOne("what is not received", amount), shared, seconds);
  }

  @Override
  public StreamCheckOptions withShared() {
    return new StreamCheckSettings(on, seeds, mostUnreceived, true, seconds);
  }

  @Override
  public StreamCheckOptions withSeconds(int limit) {
    return new StreamCheckSettings(
        on, seeds, mostUnreceived, shared, atLeastOne("the limit in seconds", limit));
  }
}
