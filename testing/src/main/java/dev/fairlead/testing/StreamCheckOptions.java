package dev.fairlead.testing;

import java.util.List;

/**
 * Options of {@link StreamChecks}.
 *
 * {@snippet file="StreamChecksSnippets.java" region="twoWay"}
 */
public sealed interface StreamCheckOptions permits StreamCheckSettings {

  /** For {@link #withMostUnreceived}: the stream takes everything at once. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * All backends; several seeds; at most 16 MiB or 10,000 objects that nobody has received; one
   * task at a time on each end of a stream.
   */
  static StreamCheckOptions defaults() {
    return StreamCheckSettings.DEFAULTS;
  }

  /** The backends the checks run on. */
  List<OnBackend> on();

  /** With how many seeds each check runs on the simulated backend. */
  int seeds();

  /** How many bytes, or objects, a stream may take while nobody receives; 0 for the default. */
  int mostUnreceived();

  /** Whether several tasks may send, and several receive. */
  boolean shared();

  /** The limit of each check in seconds of real time. */
  int seconds();

  /** Sets the backends. */
  StreamCheckOptions withBackends(OnBackend... on);

  /**
   * Sets with how many seeds each check runs on the simulated backend.
   *
   * @throws IllegalArgumentException if less than one
   */
  StreamCheckOptions withSeeds(int seeds);

  /**
   * Sets how many bytes, or objects, the stream may take while nobody receives, or {@link
   * #UNLIMITED}. A sender must wait when there are more; a small number makes the checks fast.
   *
   * @throws IllegalArgumentException if less than one
   */
  StreamCheckOptions withMostUnreceived(int amount);

  /**
   * Says that several tasks may use one end at a time. Otherwise the second one must be refused
   * with a {@code BusyResourceException}.
   */
  StreamCheckOptions withShared();

  /**
   * Sets the limit of each check in seconds of real time.
   *
   * @throws IllegalArgumentException if less than one
   */
  StreamCheckOptions withSeconds(int seconds);
}
