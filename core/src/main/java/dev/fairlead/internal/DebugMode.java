package dev.fairlead.internal;

/**
 * Whether places in the code are noted where that takes a walk through the stack: where a resource
 * was made, where a task was started. Off, unless the JVM is started with {@code
 * -Ddev.fairlead.debug=true}.
 */
final class DebugMode {

  private static volatile boolean on = Boolean.getBoolean("dev.fairlead.debug");

  private DebugMode() {}

  static boolean isOn() {
    return on;
  }

  /** For tests. */
  static void turn(boolean newState) {
    on = newState;
  }
}
