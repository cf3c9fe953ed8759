package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.Timer;
import dev.fairlead.testing.SimulatedNetwork;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationFailedError;
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
import org.jspecify.annotations.Nullable;

/** One simulated runtime. */
public final class SimulatedReactor implements Reactor, Simulation, Scheduler.Troubles, World {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int EVENTS_IN_MESSAGE = 40;
  private static final int RANDOM_OF_THE_TEST = 2;

  private final String runtimeName;
  private final SimulationOptions options;
  private final TraceLog trace;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Network network;

  // Written with the baton or by the watchdog, read by whoever ends the run.
  private volatile @Nullable SimulationFailedError failure;
  private volatile @Nullable SimulatedStrand root;

  SimulatedReactor(String runtimeName, SimulationOptions options) {
    this.runtimeName = runtimeName;
    this.options = options;
    this.trace = new TraceLog(options.traceLimit());
    this.random = new SeededRandom(options.seed(), RANDOM_OF_THE_TEST);
    this.scheduler = newScheduler();
    this.network = new Network(this, options.seed());
    Watchdog.watch(this);
  }

  private Scheduler newScheduler() {
    return new Scheduler(
        Strategy.of(options.seed(), options.search()),
        trace,
        this,
        interleaves(),
        options.stepLimit());
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
    if (root == null) {
      root = strand;
    }
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
    return Optional.ofNullable(failure);
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

  // ---- troubles

  @Override
  public boolean stuck() {
    return giveUp("nothing can run any more, and nothing is due: every task waits for another one");
  }

  @Override
  public void endless(long steps) {
    boolean first =
        giveUp(
            steps
                + " steps at "
                + TraceLog.time(nanoTime())
                + " without time going on: tasks run in circles; wait for what you need instead of"
                + " asking again and again, or raise the step limit");
    if (!first) {
      breakAll();
    }
  }

  /**
   * Ends the run: first by cancelling all of it, so that it can clean up, and where that leads
   * nowhere either by an error at every wait. Returns whether something became ready.
   */
  private boolean giveUp(String what) {
    if (failure == null) {
      failed(what);
      cancelAll();
      return true;
    }
    return breakAll();
  }

  private boolean breakAll() {
    return scheduler.breakAll(java.util.Objects.requireNonNull(failure));
  }

  private void failed(String what) {
    failure = new SimulationFailedError(describe(what), options.seed());
  }

  /** An interrupt from outside cancels the task it hits: here the root, and so all of them. */
  private void cancelAll() {
    SimulatedStrand first = java.util.Objects.requireNonNull(root);
    first.thread().interrupt();
    scheduler.unpark(first);
  }

  private String describe(String what) {
    return what
        + "\nseed "
        + options.seed()
        + ", step "
        + steps()
        + ", "
        + TraceLog.time(nanoTime())
        + "\n"
        + tree()
        + "the last events:\n  "
        + String.join("\n  ", trace.last(EVENTS_IN_MESSAGE));
  }

  private String tree() {
    return TaskTree.captureAll().stream()
        .filter(tree -> tree.runtime().equals(runtimeName))
        .map(TaskTree::toText)
        .findFirst()
        .orElse("");
  }

  // ---- the watchdog; its thread

  Scheduler scheduler() {
    return scheduler;
  }

  /** The running task blocks outside the library: reports it and lets the others go on. */
  void blocked(SimulatedStrand strand, String state, StackTraceElement[] stack) {
    if (failure == null) {
      failed(
          "task "
              + strand
              + " blocks outside the library ("
              + state
              + "), which stops a simulation; wait with dev.fairlead.sync, Fairlead.sleep and"
              + " streams instead, or run the call with ToThread:\n    at "
              + String.join("\n    at ", frames(stack)));
    }
    if (scheduler.leaveBehind(strand)) {
      strand.thread().interrupt();
      scheduler.withBaton(this::cancelAll);
    }
  }

  /** A job on a worker thread takes too long for a world that stands still. */
  void stalledByJob() {
    if (failure == null) {
      failed(
          "a function on a worker thread takes longer than the watchdog's patience while the"
              + " simulation stands still; it may wait for something a task has to do");
    }
    scheduler.forgetOutsideJobs();
    scheduler.withBaton(this::cancelAll);
  }

  private static List<String> frames(StackTraceElement[] stack) {
    return java.util.Arrays.stream(stack).map(StackTraceElement::toString).limit(20).toList();
  }

  @Override
  public String toString() {
    return "simulation " + runtimeName + " with seed " + options.seed();
  }
}
