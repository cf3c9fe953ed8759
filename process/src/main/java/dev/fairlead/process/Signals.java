package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.process.internal.signal.SignalTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Signals that this process receives.
 *
 * {@snippet file="SignalsSnippets.java" region="receive"}
 *
 * <p>The JVM has limits. It never hands over {@code SIGKILL} and {@code SIGSTOP}, and it keeps
 * {@code SIGQUIT}, {@code SIGSEGV}, {@code SIGFPE}, {@code SIGILL}, {@code SIGTRAP} and, on Linux,
 * {@code SIGUSR2} for itself; started with {@code -Xrs} it does not hand over {@code SIGINT},
 * {@code SIGTERM} and {@code SIGHUP} either. Asking for one of them is an error. Those three stay
 * ignored if they were ignored when the JVM started, as {@code nohup} does it. The operating system
 * merges a signal with an equal one that has not been handed over yet, so that two sent at the same
 * moment may count as one. Windows has {@code SIGINT} and {@code SIGTERM} only.
 */
public final class Signals {

  private Signals() {}

  /**
   * Listens to signals until the receiver is closed; they have no other effect on this process
   * meanwhile. Any task may open any number of receivers, of which each is told of each signal.
   *
   * @throws IllegalArgumentException if none is given, the system has no such signal, or the JVM
   *     keeps it for itself
   */
  public static SignalReceiver open(Signal... signals) {
    if (signals.length == 0) {
      throw new IllegalArgumentException("open() needs at least one signal to listen to");
    }
    BackendFeatures.requireRealWorld("signals");
    var distinct = EnumSet.copyOf(Arrays.asList(signals));
    ensureFree(distinct);
    try {
      return new SignalReceiver(distinct);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the JVM does not hand over one of " + distinct + " here: " + e.getMessage(), e);
    }
  }

  /** The JVM would hand it over, and could not suspend its threads any more. */
  private static void ensureFree(Set<Signal> wanted) {
    if (wanted.contains(Signal.SIGUSR2) && System.getenv("_JAVA_SR_SIGNUM") == null) {
      throw new IllegalArgumentException(
          "the JVM suspends its threads by SIGUSR2, to look at their stacks; listen to another"
              + " signal, such as SIGUSR1, or set the variable _JAVA_SR_SIGNUM to another number");
    }
  }

  /**
   * Runs a program until it ends, or until {@code SIGTERM} or {@code SIGINT} stops it. A
   * checkpoint.
   *
   * {@snippet file="SignalsSnippets.java" region="shutdown"}
   *
   * <p>The first signal asks the tasks of the group to come to an end ({@code
   * Fairlead.stopRequested}) and cancels them after the grace. From then on the signals have the
   * effect they had before: usually a second one ends the JVM at once.
   *
   * @param grace how long the tasks may take; zero cancels them at once
   * @return the signal that stopped the program, also if it was about to end; empty if it has ended
   *     by itself
   * @throws X what the body threw
   * @throws IllegalArgumentException if the grace is negative
   */
  public static <X extends Exception> Optional<ReceivedSignal> runUntilStopped(
      Duration grace, TaskGroup.GroupAction<X> body) throws X {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace must not be negative: " + grace);
    }
    var stoppedBy = new AtomicReference<@Nullable ReceivedSignal>();
    CancelScope program = CancelScope.create(o -> o.withName("program"));
    TaskGroup.<X>run(
        o -> o.withPlainFailure(),
        group -> {
          try (SignalReceiver receiver = open(Signal.SIGTERM, Signal.SIGINT)) {
            group.startSoon(
                o -> o.withName("stop on a signal"),
                () -> stoppedBy.set(stopOn(receiver, program, grace)));
            program.run(() -> TaskGroup.<X>run(o -> o.withPlainFailure(), body));
          }
        });
    return Optional.ofNullable(stoppedBy.get());
  }

  private static @Nullable ReceivedSignal stopOn(
      SignalReceiver receiver, CancelScope program, Duration grace) {
    ReceivedSignal signal;
    try {
      signal = receiver.receive();
    } catch (ClosedResourceException e) {
      return receiver.unheard(); // The program has ended by itself.
    }
    receiver.close(); // So that a second signal does what it would have done without us.
    String reason = "this process received " + signal;
    if (grace.isZero()) {
      program.cancel(reason);
    } else {
      program.cancelAfter(grace, reason);
    }
    return signal;
  }

  /**
   * Sends a signal to this very process, as {@code kill} would.
   *
   * @throws IllegalArgumentException if nothing in this process listens to it, or the system has no
   *     such signal
   */
  public static void raise(Signal signal) {
    SignalTable.raise(signal.shortName());
  }
}
