package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.Timer;
import dev.fairlead.testing.SimulatedNetwork;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationOptions;
import dev.fairlead.testing.SimulationOptions.Switching;
import dev.fairlead.testing.internal.network.Network;
import dev.fairlead.testing.internal.network.World;
import java.nio.channels.SelectableChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One simulated runtime. */
public final class SimulatedReactor implements Reactor, Simulation, World {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int RANDOM_OF_THE_TEST = 2;

  private final String runtimeName;
  private final SimulationOptions options;
  private final TraceLog trace;
  private final Breakdown breakdown;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Network network;

  SimulatedReactor(String runtimeName, SimulationOptions options) {
    this.runtimeName = runtimeName;
    this.options = options;
    this.trace = new TraceLog(options.traceLimit());
    this.random = new SeededRandom(options.seed(), RANDOM_OF_THE_TEST);
    this.breakdown = new Breakdown(runtimeName, options.seed(), trace);
    this.scheduler =
        new Scheduler(
            Strategy.of(options.seed(), options.search()),
            trace,
            breakdown,
            options.switching() == Switching.EVERYWHERE,
            options.stepLimit());
    this.network = new Network(this, options.seed());
    Watchdog.watch(this);
  }

  /** The simulation of the current task. */
  public static Simulation current() {
    return BackendFeatures.find(Simulation.class)
        .orElseThrow(() ->
            new IllegalStateException(
                "this task is not simulated; run it with backend Simulation.backend()"));
  }

  /** Lets the current task block, so that its simulation stands still; returns what ends that. */
  public static Runnable standStill() {
    return BackendFeatures.find(SimulatedReactor.class)
        .map(SimulatedReactor::holdUp)
        .orElse(() -> {});
  }

  private Runnable holdUp() {
    SimulatedStrand strand = java.util.Objects.requireNonNull(scheduler.running());
    strand.setMayBlock(true);
    return () -> strand.setMayBlock(false);
  }

  // ---- the reactor

  @Override
  public Strand newStrand(String name, Runnable body) {
    var strand = new SimulatedStrand(scheduler, name, trace.number(name), body);
    breakdown.noteStrand(strand);
    return strand;
  }

  @Override
  public long nanoTime() {
    return scheduler.now();
  }

  @Override
  public Timer newTimer(Runnable onExpiry) {
    SimulatedStrand maker = scheduler.running();
    return new SimulatedTimer(scheduler, onExpiry, maker == null ? 1 : maker.number());
  }

  @Override
  public Registration register(SelectableChannel channel) {
    BackendFeatures.requireRealWorld("channels of the JDK");
    throw new AssertionError("this is not the real world");
  }

  @Override
  public int yieldBudget() {
    return 0;
  }

  @Override
  public boolean isSimulated() {
    return true;
  }

  @Override
  public boolean interleaves() {
    return options.switching() == Switching.EVERYWHERE;
  }

  @Override
  public <T> Optional<T> feature(Class<T> type) {
    return Stream.of(this, network.driver()).filter(type::isInstance).findFirst().map(type::cast);
  }

  @Override
  public void outsideJobStarted() {
    scheduler.outsideJobStarted();
  }

  @Override
  public void outsideJobEnded() {
    scheduler.outsideJobEnded();
  }

  @Override
  public Optional<Error> failure() {
    return breakdown.failure();
  }

  @Override
  public void close() {
    Watchdog.forget(this);
  }

  // ---- the simulation

  @Override
  public long seed() {
    return options.seed();
  }

  @Override
  public long steps() {
    return scheduler.steps();
  }

  @Override
  public void afterSteps(long steps, Runnable action) {
    if (steps < 0) {
      throw new IllegalArgumentException("the number of steps must not be negative: " + steps);
    }
    scheduler.afterSteps(steps, action);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public SimulatedNetwork network() {
    return network;
  }

  @Override
  public InstantSource clock() {
    return () -> EPOCH.plusNanos(nanoTime());
  }

  @Override
  public void note(String text) {
    SimulatedStrand by = scheduler.running();
    trace.note(text, by == null ? 1 : by.number(), nanoTime());
  }

  @Override
  public List<String> trace() {
    return trace.last(Integer.MAX_VALUE);
  }

  @Override
  public long traceDigest() {
    return trace.digest();
  }

  // ---- the watchdog; its thread

  Scheduler scheduler() {
    return scheduler;
  }

  Breakdown breakdown() {
    return breakdown;
  }

  @Override
  public String toString() {
    return "simulation " + runtimeName + " with seed " + options.seed();
  }
}
