package dev.fairlead;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import java.io.Serializable;
import java.time.Duration;

/**
 * A point on the clock of a runtime, as {@link Fairlead#currentTime} reads it.
 *
 * {@snippet file="CancellationSnippets.java" region="deadline"}
 *
 * <p>Deadlines of one runtime are ordered and can be moved by a duration. {@link #NEVER} comes
 * after every other. They mean nothing to another runtime: each has a clock of its own, and a
 * simulated one jumps.
 */
public record Deadline(long nanos) implements Comparable<Deadline>, Serializable {

  private static final long serialVersionUID = 1L;

  /** The deadline that never passes. */
  public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  /** The deadline that has always passed. */
  public static final Deadline PASSED = new Deadline(Long.MIN_VALUE);

  /** The deadline that passes a duration from now; too long a duration gives {@link #NEVER}. */
  public static Deadline after(Duration delay) {
    return new Deadline(Nanos.after(Task.current().engine().nanoTime(), delay));
  }

  /** Returns the deadline that lies a duration after this one, or before it if negative. */
  public Deadline plus(Duration duration) {
    return nanos == Long.MAX_VALUE ? NEVER : new Deadline(Nanos.after(nanos, duration));
  }

  /** The time from now to this deadline; negative when it has passed, very long for never. */
  public Duration remaining() {
    return nanos == Long.MAX_VALUE
        ? Duration.ofNanos(Long.MAX_VALUE)
        : Duration.ofNanos(Nanos.difference(nanos, Task.current().engine().nanoTime()));
  }

  /** The duration from another deadline to this one; very long where one has no end. */
  public Duration since(Deadline earlier) {
    return Duration.ofNanos(Nanos.difference(nanos, earlier.nanos));
  }

  /** Whether this deadline comes before another. */
  public boolean isBefore(Deadline other) {
    return nanos < other.nanos;
  }

  /** Whether this is {@link #NEVER}. */
  public boolean isNever() {
    return nanos == Long.MAX_VALUE;
  }

  @Override
  public int compareTo(Deadline other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    if (isNever()) {
      return "never";
    }
    return nanos == PASSED.nanos ? "passed" : "T+" + Duration.ofNanos(nanos);
  }
}
