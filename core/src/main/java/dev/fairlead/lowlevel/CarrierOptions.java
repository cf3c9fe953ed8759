package dev.fairlead.lowlevel;

import java.time.Duration;

/**
 * Options of {@link Backends#carrier(java.util.function.UnaryOperator)}.
 *
 * {@snippet file="BackendsSnippets.java" region="placement"}
 */
public sealed interface CarrierOptions permits CarrierSettings {

  /**
   * Which loop runs a new task.
   *
   * {@snippet file="BackendsSnippets.java" region="placement"}
   */
  enum Placement {
    /** The one of the task that starts it, so that the two need no lock between them. */
    WITH_PARENT,
    /** Each loop in turn, so that all of them have work. */
    ROUND_ROBIN
  }

  /** One loop, no polling, a warning after a second. */
  static CarrierOptions defaults() {
    return CarrierSettings.DEFAULTS;
  }

  /** How many loops there are, each of them a thread. */
  int loops();

  /** How long a loop without work polls at most before it blocks. */
  Duration polling();

  /** Which loop runs a new task. */
  Placement placement();

  /** How long a task may keep the thread of its loop without a warning. */
  Duration stallWarning();

  /** Whether loops call the operating system themselves. */
  boolean nativeSockets();

  /**
   * Sets how many loops there are. With more than one, tasks run in parallel and are placed {@link
   * Placement#ROUND_ROBIN}, unless the placement is set after this.
   *
   * @throws IllegalArgumentException if less than one
   */
  CarrierOptions withLoops(int loops);

  /**
   * Lets a loop without work poll before it blocks; as {@link LoopOptions#withPolling}.
   *
   * @throws IllegalArgumentException if negative or longer than a second
   */
  CarrierOptions withPolling(Duration polling);

  /** Sets which loop runs a new task. */
  CarrierOptions withPlacement(Placement placement);

  /**
   * Sets how long a task may keep the thread of its loop, computing or blocked in a call that the
   * JDK cannot unmount, before that is logged with its stack. Zero is never.
   *
   * @throws IllegalArgumentException if negative
   */
  CarrierOptions withStallWarning(Duration limit);

  /**
   * Lets loops call the operating system themselves: to wait for channels, and to read from and
   * write to sockets that were waited for. That is faster with small messages. All channels of the
   * JDK work as before; their events in the flight recorder leave out what does not go through
   * them.
   *
   * {@snippet file="BackendsSnippets.java" region="native"}
   *
   * <p>Needs Linux on x86-64 or aarch64, and a JVM that was started with {@code --add-exports
   * java.base/sun.nio.ch=dev.fairlead.core --enable-native-access=dev.fairlead.core}, or {@code
   * =ALL-UNNAMED} for both where this library is on the class path; {@link Backend#open} says so
   * where one is missing.
   */
  CarrierOptions withNativeSockets();
}
