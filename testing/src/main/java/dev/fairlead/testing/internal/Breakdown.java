package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.testing.SimulationFailedError;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The end of a simulation that cannot go on: says why, and cancels all of its tasks. */
final class Breakdown implements Scheduler.Troubles {

  private static final int EVENTS_IN_MESSAGE = 40;
  private static final int FRAMES_IN_MESSAGE = 20;

  private final String runtimeName;
  private final long seed;
  private final TraceLog trace;

  // Written with the baton, read by whoever ends the run.
  private volatile @Nullable SimulationFailedError failure;
  private volatile @Nullable SimulatedStrand root;

  Breakdown(String runtimeName, long seed, TraceLog trace) {
    this.runtimeName = runtimeName;
    this.seed = seed;
    this.trace = trace;
  }

  /** The first task is the root of all. */
  void noteStrand(SimulatedStrand strand) {
    if (root == null) {
      root = strand;
    }
  }

  /** Why the simulation has ended; empty if it has not, or by itself. */
  Optional<Error> failure() {
    return Optional.ofNullable(failure);
  }

  // ---- with the baton

  @Override
  public boolean stuck(Scheduler scheduler) {
    return giveUp(
        scheduler,
        "nothing can run any more, and nothing is due: every task waits for another one");
  }

  @Override
  public void endless(Scheduler scheduler, long steps) {
    boolean first =
        giveUp(
            scheduler,
            steps
                + " steps at "
                + TraceLog.time(scheduler.now())
                + " without time going on: tasks run in circles; wait for what you need instead of"
                + " asking again and again, or raise the step limit");
    if (!first) {
      breakAll(scheduler);
    }
  }

  @Override
  public void actionFailed(Scheduler scheduler, Throwable thrown) {
    if (failedUnlessBefore(scheduler, "an action given to afterSteps failed: " + thrown)) {
      Throwable _ = Objects.requireNonNull(failure).initCause(thrown);
    }
    cancelAll(scheduler);
  }

  /**
   * Ends the run: first by cancelling all of it, so that it can clean up, and where that leads
   * nowhere either by an error at every wait. Returns whether something became ready.
   */
  private boolean giveUp(Scheduler scheduler, String what) {
    if (failedUnlessBefore(scheduler, what)) {
      cancelAll(scheduler);
      return true;
    }
    return breakAll(scheduler);
  }

  private boolean breakAll(Scheduler scheduler) {
    return scheduler.breakAll(Objects.requireNonNull(failure));
  }

  /** An interrupt from outside cancels the task it hits: here the root, and so all of them. */
  private void cancelAll(Scheduler scheduler) {
    SimulatedStrand first = Objects.requireNonNull(root);
    first.thread().interrupt();
    scheduler.unpark(first);
  }

  // ---- on the thread of the watchdog

  /** The running task blocks outside the library: reports it and lets the others go on. */
  void blocked(
      Scheduler scheduler, SimulatedStrand strand, String state, StackTraceElement[] stack) {
    String what =
        "task "
            + strand
            + " blocks outside the library ("
            + state
            + "), which stops a simulation; wait with dev.fairlead.sync, Fairlead.sleep and"
            + " streams instead, or run the call with ToThread:\n    at "
            + Arrays.stream(stack)
                .limit(FRAMES_IN_MESSAGE)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n    at "));
    if (scheduler.leaveBehind(strand, () -> failedUnlessBefore(scheduler, what))) {
      strand.thread().interrupt();
      scheduler.withBaton(() -> cancelAll(scheduler));
    }
  }

  /** A job on a worker thread takes too long for a world that stands still. */
  void stalledByJob(Scheduler scheduler) {
    scheduler.withBaton(() -> {
      failedUnlessBefore(
          scheduler,
          "a function on a worker thread takes longer than the watchdog's patience while the"
              + " simulation stands still; it may wait for something a task has to do");
      scheduler.forgetOutsideJobs();
      cancelAll(scheduler);
    });
  }

  // ---- what it says

  /** With the baton: what it describes must stand still. Returns whether this is the first one. */
  private boolean failedUnlessBefore(Scheduler scheduler, String what) {
    boolean first = failure == null;
    if (first) {
      failure = new SimulationFailedError(describe(scheduler, what), seed);
    }
    return first;
  }

  private String describe(Scheduler scheduler, String what) {
    return what
        + "\nseed "
        + seed
        + ", step "
        + scheduler.steps()
        + ", "
        + TraceLog.time(scheduler.now())
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
}
