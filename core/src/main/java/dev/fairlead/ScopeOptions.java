package dev.fairlead;

import java.time.Duration;

/**
 * Options of a {@link CancelScope}.
 *
 * {@snippet file="CancellationSnippets.java" region="options"}
 */
public sealed interface ScopeOptions permits ScopeSettings {

  /** No deadline, no shield, no name. */
  static ScopeOptions defaults() {
    return ScopeSettings.DEFAULTS;
  }

  /** The name of the scope in task trees; empty for none. */
  String name();

  /** The longest time the body may take; very long for no limit. */
  Duration delay();

  /** The latest point in time at which the body may end. */
  Deadline deadline();

  /** Whether the scopes around this one are hidden. */
  boolean shield();

  /** Whether a body that its deadline ended is a failure. */
  boolean failure();

  /** What a failure's message says; empty for a standard text. */
  String reason();

  /** Names the scope. */
  ScopeOptions withName(String name);

  /** Limits the body to a time that starts on entry. */
  ScopeOptions withDelay(Duration delay);

  /** Limits the body to a point in time. */
  ScopeOptions withDeadline(Deadline deadline);

  /** Hides cancellations of the scopes around this one. */
  ScopeOptions withShield();

  /** Makes the scope throw {@link DeadlineExceededException} when its deadline ended the body. */
  ScopeOptions withFailure();

  /** Says in a failure's message what took too long. */
  ScopeOptions withReason(String reason);
}
