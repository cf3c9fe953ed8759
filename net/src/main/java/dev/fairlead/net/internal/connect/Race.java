package dev.fairlead.net.internal.connect;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The race between the addresses of a name, as RFC 8305 ("Happy Eyeballs") has it: what may happen,
 * and what is to be done then. It does nothing by itself.
 */
final class Race {

  /*
   * Resolving -- answers ------------------> Racing   the first attempt starts
   * Resolving -- answers, IPv4 only -------> Holding  for the resolution delay (section 3)
   * Holding ---- IPv6, delay, last answer -> Racing
   * Racing ----- delay, failure, answers --> Racing   the next attempt may start (section 5)
   * Racing ----- connected ----------------> Done     the rest is cancelled by who runs the race
   * Racing ----- last failure -------------> Done
   *
   * A failed attempt lets the next one start at once, without waiting for the delay (section 5); the
   * delay begins anew with each start. Answers that come during the race join those that wait.
   */

  /** Where the race stands. */
  sealed interface State {}

  /** No address is known yet. */
  record Resolving() implements State {}

  /** Only IPv4 addresses are known; IPv6 gets a little time to catch up. */
  record Holding(List<InetAddress> found) implements State {}

  /**
   * Attempts run.
   *
   * @param waiting addresses whose turn has not come
   * @param running how many attempts run
   * @param ready whether another one may start at once
   * @param lastAnswer whether no more addresses can come
   */
  record Racing(Waiting waiting, int running, boolean ready, boolean lastAnswer) implements State {}

  /** It is decided. */
  record Done(boolean connected) implements State {}

  /** What happens. */
  sealed interface Input {}

  /** Some addresses, in order of preference. */
  record Found(List<InetAddress> addresses) implements Input {}

  /** No more addresses will come. */
  record LookupEnded() implements Input {}

  /** The timer has expired. */
  record DelayOver() implements Input {}

  /** An attempt failed. */
  record AttemptFailed() implements Input {}

  /** An attempt is through. */
  record Connected() implements Input {}

  /**
   * What is to be done now.
   *
   * @param start the address to try
   * @param timer what to set the timer to, in place of what it was set to; empty to leave it
   */
  record Todo(Optional<InetAddress> start, Optional<Duration> timer) {
    static final Todo NOTHING = new Todo(Optional.empty(), Optional.empty());
  }

  private final Duration attemptDelay;
  private final Duration resolutionDelay;
  private State state = new Resolving();

  Race(Duration attemptDelay, Duration resolutionDelay) {
    this.attemptDelay = attemptDelay;
    this.resolutionDelay = resolutionDelay;
  }

  State state() {
    return state;
  }

  private record Step(State state, Input input) {}

  /** Takes note of what happened, and says what is to be done. */
  Todo next(Input input) {
    return switch (new Step(state, input)) {
      case Step(Resolving _, Found(var found)) when onlyIpv4(found) -> hold(found, resolutionDelay);
      case Step(Resolving _, Found(var found)) -> race(found, false);
      case Step(Resolving _, LookupEnded _) -> end(false);
      // IPv6 goes first, as it would have in one answer.
      case Step(Holding(var held), Found(var found)) when !onlyIpv4(found) ->
          race(concat(found, held), false);
      case Step(Holding(var held), Found(var found)) -> holdMore(concat(held, found));
      case Step(Holding(var held), DelayOver _) -> race(held, false);
      case Step(Holding(var held), LookupEnded _) -> race(held, true);
      case Step(Racing(var waiting, var running, var ready, var last), Found(var found)) ->
          goOn(new Racing(waiting.plus(found), running, ready, last));
      case Step(Racing(var waiting, var running, var ready, _), LookupEnded _) ->
          goOn(new Racing(waiting, running, ready, true));
      case Step(Racing(var waiting, var running, _, var last), DelayOver _) ->
          goOn(new Racing(waiting, running, true, last));
      case Step(Racing(var waiting, var running, _, var last), AttemptFailed _) ->
          goOn(new Racing(waiting, running - 1, true, last));
      case Step(Racing _, Connected _) -> end(true);
      // What was on its way when the race was decided.
      case Step(Done _, Input _) -> Todo.NOTHING;
      case Step(Resolving _, DelayOver _) -> throw impossible(input);
      case Step(Resolving _, AttemptFailed _) -> throw impossible(input);
      case Step(Resolving _, Connected _) -> throw impossible(input);
      case Step(Holding _, AttemptFailed _) -> throw impossible(input);
      case Step(Holding _, Connected _) -> throw impossible(input);
    };
  }

  private AssertionError impossible(Input input) {
    return new AssertionError(input + " cannot happen while " + state);
  }

  private static boolean onlyIpv4(List<InetAddress> addresses) {
    return addresses.stream().noneMatch(Waiting::isIpv6);
  }

  private static List<InetAddress> concat(List<InetAddress> first, List<InetAddress> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Todo hold(List<InetAddress> found, Duration delay) {
    state = new Holding(found);
    return new Todo(Optional.empty(), Optional.of(delay));
  }

  private Todo holdMore(List<InetAddress> found) {
    state = new Holding(found);
    return Todo.NOTHING;
  }

  private Todo race(List<InetAddress> found, boolean lastAnswer) {
    return goOn(new Racing(Waiting.of(found), 0, true, lastAnswer));
  }

  /** Starts the next attempt if it may start, or finds that there is nothing left to hope for. */
  private Todo goOn(Racing racing) {
    Optional<InetAddress> first = racing.waiting.first();
    if (first.isPresent() && racing.ready) {
      state = new Racing(racing.waiting.rest(), racing.running + 1, false, racing.lastAnswer);
      return new Todo(first, Optional.of(attemptDelay));
    }
    if (first.isEmpty() && racing.running == 0 && racing.lastAnswer) {
      return end(false);
    }
    state = racing;
    return Todo.NOTHING;
  }

  private Todo end(boolean connected) {
    state = new Done(connected);
    return Todo.NOTHING;
  }
}
