package dev.fairlead.process;

import java.time.Instant;

/**
 * A signal that this process has received.
 *
 * {@snippet file="SignalsSnippets.java" region="receive"}
 *
 * @param signal which one
 * @param count how many of this signal the receiver has been told of, this one included: a second
 *     Ctrl-C has 2
 * @param at when the JVM handed it over
 */
public record ReceivedSignal(Signal signal, long count, Instant at) {

  @Override
  public String toString() {
    return signal + (count == 1 ? "" : " (number " + count + ")");
  }
}
