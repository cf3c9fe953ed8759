package dev.fairlead.lowlevel;

/**
 * A way to run tasks: what {@code Fairlead.run} is given, and what opens a {@link Reactor} for each
 * runtime.
 *
 * {@snippet file="BackendsSnippets.java" region="reactor"}
 *
 * <p>{@link Backends} has the ones of this library; another one can be plugged in by implementing
 * this interface.
 */
public interface Backend {

  /** A short name for messages, such as {@code "virtual"}. */
  String name();

  /**
   * Opens what runs one runtime. Threads and descriptors are made when first needed, and all of
   * them are released by {@link Reactor#close}.
   *
   * @param runtimeName the name of the runtime, for the names of threads
   * @throws IllegalStateException if this JVM cannot run the backend; the message says what it
   *     needs
   */
  Reactor open(String runtimeName);
}
