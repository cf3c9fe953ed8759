package dev.fairlead.net.internal.connect;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.net.internal.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of each attempt to connect, for the message when all is in vain. */
public final class Attempts {

  private record Attempt(Deadline begun, Optional<IOException> failure, Duration took) {}

  // Guarded by this.
  private final Map<InetSocketAddress, Attempt> attempts = new LinkedHashMap<>();

  /** Notes that an attempt begins. */
  public synchronized void begun(InetSocketAddress address) {
    attempts.put(address, new Attempt(Fairlead.currentTime(), Optional.empty(), Duration.ZERO));
  }

  /** Notes that an attempt failed. */
  public synchronized void failed(InetSocketAddress address, IOException reason) {
    attempts.computeIfPresent(
        address,
        (_, attempt) ->
            new Attempt(
                attempt.begun, Optional.of(reason), Fairlead.currentTime().since(attempt.begun)));
  }

  /**
   * The failure of the whole: one suppressed exception per address, with reason and time.
   *
   * @param also one more reason, if it is not empty
   */
  public synchronized ConnectionFailedException failure(String target, String also) {
    List<IOException> failures =
        attempts.entrySet().stream().map(e -> failure(e.getKey(), e.getValue())).toList();
    var reasons = new ArrayList<String>();
    failures.forEach(failure -> reasons.add(String.valueOf(failure.getMessage())));
    if (!also.isEmpty()) {
      reasons.add(also);
    }
    var failure =
        new ConnectionFailedException(
            "cannot connect to "
                + target
                + ": "
                + reasons.stream().collect(Collectors.joining("; ")));
    failures.forEach(failure::addSuppressed);
    onlyReason().ifPresent(failure::initCause);
    return failure;
  }

  private Optional<IOException> onlyReason() {
    return attempts.size() == 1 ? attempts.values().iterator().next().failure() : Optional.empty();
  }

  private static IOException failure(InetSocketAddress address, Attempt attempt) {
    String name = Addresses.format(address);
    if (attempt.failure.isEmpty()) {
      Duration waited = Fairlead.currentTime().since(attempt.begun);
      return new IOException(name + " had not answered after " + millis(waited));
    }
    IOException reason = attempt.failure.get();
    return new IOException(
        name + " failed after " + millis(attempt.took) + ": " + reason.getMessage(), reason);
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
