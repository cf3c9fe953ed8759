package dev.fairlead.lowlevel;

import dev.fairlead.internal.loop.CarrierReactor;
import dev.fairlead.internal.loop.VirtualReactor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The backends of this library.
 *
 * {@snippet file="BackendsSnippets.java" region="carrier"}
 *
 * <p>{@code virtual} is the default: tasks are virtual threads on the scheduler of the JDK and run
 * in parallel. {@code carrier} runs all tasks on the thread of a loop: one at a time and in a fixed
 * order, so they need no locks between them and no wake-up crosses threads; it needs a flag of the
 * JVM, and a task that blocks its thread stops all of them. On Linux the loops of both can call the
 * system themselves: {@link LoopOptions#withNativeSockets}, {@link
 * CarrierOptions#withNativeSockets}.
 */
public final class Backends {

  private static final Backend VIRTUAL = new Virtual(LoopOptions.defaults());
  private static final Backend CARRIER = new Carrier(CarrierOptions.defaults());

  private Backends() {}

  private record Virtual(LoopOptions options) implements Backend {
    @Override
    public String name() {
      return "virtual";
    }

    @Override
    public Reactor open(String runtimeName) {
      return new VirtualReactor(runtimeName, options);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  private record Carrier(CarrierOptions options) implements Backend {
    @Override
    public String name() {
      return "carrier";
    }

    @Override
    public Reactor open(String runtimeName) {
      return new CarrierReactor(runtimeName, options);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** Tasks are virtual threads on the scheduler of the JDK. Works in every JVM. */
  public static Backend virtual() {
    return VIRTUAL;
  }

  /** As {@link #virtual()}, with options. */
  public static Backend virtual(UnaryOperator<LoopOptions> options) {
    return new Virtual(options.apply(LoopOptions.defaults()));
  }

  /**
   * Tasks run on the thread of a loop. Needs a JVM that was started with {@code --add-opens
   * java.base/java.lang=dev.fairlead.core}, or {@code =ALL-UNNAMED} where this library is on the
   * class path; {@link Backend#open} says so where it is missing.
   */
  public static Backend carrier() {
    return CARRIER;
  }

  /** As {@link #carrier()}, with options. */
  public static Backend carrier(UnaryOperator<CarrierOptions> options) {
    return new Carrier(options.apply(CarrierOptions.defaults()));
  }

  /** All backends of this library, with their defaults. */
  public static List<Backend> all() {
    return List.of(VIRTUAL, CARRIER);
  }

  /**
   * The backend of that name, with its defaults; for command lines and configuration files.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Backend byName(String name) {
    return all().stream()
        .filter(backend -> backend.name().equals(name))
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException("no backend \"" + name + "\"; there are " + all()));
  }
}
