package dev.fairlead.testing.internal.checks;

import java.util.function.Function;

/**
 * One promise that is looked at.
 *
 * @param <S> what it is looked at on
 * @param name says what is promised
 * @param simulatedOnly whether it needs a simulation
 */
record Check<S>(String name, boolean simulatedOnly, Body<S> body) {

  /** Looks. */
  @FunctionalInterface
  interface Body<S> {
    void run(S subject) throws Exception;
  }

  static <S> Check<S> of(String name, Body<S> body) {
    return new Check<>(name, false, body);
  }

  static <S> Check<S> simulated(String name, Body<S> body) {
    return new Check<>(name, true, body);
  }

  /** The same check on a part of something else. */
  <T> Check<T> on(String where, Function<T, S> part) {
    return new Check<>(name + where, simulatedOnly, subject -> body.run(part.apply(subject)));
  }
}
