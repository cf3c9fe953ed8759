package dev.fairlead.lowlevel;

import java.time.Duration;

/**
 * Options of {@link Backends#virtual(java.util.function.UnaryOperator)}.
 *
 * {@snippet file="BackendsSnippets.java" region="options"}
 */
public sealed interface LoopOptions permits LoopSettings {

  /** One loop on up to four processors, one for each four on more; no polling. */
  static LoopOptions defaults() {
    return LoopSettings.DEFAULTS;
  }

  /** How many loops look for ready channels and expired timers. */
  int loops();

  /** How long a loop without work polls at most before it blocks. */
  Duration polling();

  /** Whether loops call the operating system themselves. */
  boolean nativeSockets();

  /**
   * Sets how many loops there are. One wakes some hundred thousand tasks a second.
   *
   * @throws IllegalArgumentException if less than one
   */
  LoopOptions withLoops(int loops);

  /**
   * Lets a loop without work poll before it blocks. Answers come sooner when few connections take
   * turns, since no thread has to be woken; it burns processor time for as long as it pays, which
   * each loop finds out by itself, and never longer than this at a time. Zero is off.
   *
   * @throws IllegalArgumentException if negative or longer than a second
   */
  LoopOptions withPolling(Duration polling);

  /**
   * Lets loops call the operating system themselves: to wait for channels, and to read from and
   * write to sockets that were waited for. That is faster with small messages. All channels of the
   * JDK work as before; their events in the flight recorder leave out what does not go through
   * them.
   *
   * {@snippet file="BackendsSnippets.java" region="virtual-native"}
   *
   * <p>Needs Linux on x86-64 or aarch64, and a JVM that was started with {@code --add-opens
   * java.base/sun.nio.ch=dev.fairlead.core --enable-native-access=dev.fairlead.core}, or {@code
   * =ALL-UNNAMED} for both where this library is on the class path; {@link Backend#open} says so
   * where one is missing.
   */
  LoopOptions withNativeSockets();
}
