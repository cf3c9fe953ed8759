package dev.fairlead;

import java.time.Duration;

record ScopeSettings(
    String name, Duration delay, Deadline deadline, boolean shield, boolean failure, String reason)
    implements ScopeOptions {

  static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

  static final ScopeSettings DEFAULTS =
      new ScopeSettings("", UNLIMITED, Deadline.NEVER, false, false, "");

  @Override
  public ScopeOptions withName(String name) {
    return new ScopeSettings(name, delay, deadline, shield, failure, reason);
  }

  @Override
  public ScopeOptions withDelay(Duration delay) {
    return new ScopeSettings(name, delay, deadline, shield, failure, reason);
  }

  @Override
  public ScopeOptions withDeadline(Deadline deadline) {
    return new ScopeSettings(name, delay, deadline, shield, failure, reason);
  }

  @Override
  public ScopeOptions withShield() {
    return new ScopeSettings(name, delay, deadline, true, failure, reason);
  }

  @Override
  public ScopeOptions withFailure() {
    return new ScopeSettings(name, delay, deadline, shield, true, reason);
  }

  @Override
  public ScopeOptions withReason(String reason) {
    return new ScopeSettings(name, delay, deadline, shield, failure, reason);
  }
}
