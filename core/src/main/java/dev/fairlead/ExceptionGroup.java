package dev.fairlead;

import static java.util.stream.Collectors.joining;

import dev.fairlead.internal.Words;
import dev.fairlead.internal.tree.FailureTree;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Several failures at once: what the body and the tasks of a group threw.
 *
 * {@snippet file="ExceptionGroupSnippets.java" region="match"}
 *
 * <p>The first failure is the cause, the others are suppressed exceptions, so every tool that knows
 * exceptions sees all of them. The printed stack trace is a tree. A group can hold groups, and can
 * be serialised if its failures can.
 */
public class ExceptionGroup extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MOST_NAMED = 3;

  @SuppressWarnings("serial") // What List.copyOf makes is serialisable.
  private final List<Throwable> exceptions;

  /**
   * Makes a group.
   *
   * @throws IllegalArgumentException if the list is empty, or a cancellation is in it, which is no
   *     failure
   */
  @SuppressWarnings("this-escape") // Only to a final method.
  public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
    super(message, first(exceptions));
    this.exceptions = List.copyOf(exceptions);
    for (Throwable later : this.exceptions.subList(1, exceptions.size())) {
      addSuppressed(later);
    }
  }

  private static Throwable first(List<? extends Throwable> exceptions) {
    if (exceptions.isEmpty()) {
      throw new IllegalArgumentException("an exception group needs at least one exception: []");
    }
    for (Throwable each : exceptions) {
      if (each instanceof Cancelled) {
        throw new IllegalArgumentException(
            "a cancellation is no failure: " + each + "; throw it again instead of collecting it",
            each);
      }
    }
    return exceptions.get(0);
  }

  /** The failures, in the order in which they came. */
  public List<Throwable> exceptions() {
    return exceptions;
  }

  @Override
  public String getMessage() {
    return super.getMessage() + " (" + exceptions.size() + ")";
  }

  /** The type, the message, and what the first failures say, for those who write a single line. */
  @Override
  public String toString() {
    var leaves = new ArrayList<Throwable>();
    // Of all depths, until there is one more than will be named.
    walk(t -> leaves.size() <= MOST_NAMED && (t instanceof ExceptionGroup || leaves.add(t)));
    String first = leaves.stream().limit(MOST_NAMED).map(Words::of).collect(joining("; "));
    return super.toString() + ": " + first + (leaves.size() > MOST_NAMED ? "; ..." : "");
  }

  /** Visits what is in the group, in order, and what is in a group that the visitor wants seen. */
  private void walk(Predicate<Throwable> wantsInside) {
    // No recursion: groups may be nested deeper than a stack is.
    var open = new ArrayDeque<Iterator<Throwable>>();
    open.push(exceptions.iterator());
    while (!open.isEmpty()) {
      if (!open.getFirst().hasNext()) {
        open.pop();
        continue;
      }
      Throwable t = open.getFirst().next();
      if (wantsInside.test(t) && t instanceof ExceptionGroup inner) {
        open.push(inner.exceptions.iterator());
      }
    }
  }

  /** Throws the only failure, looking into nested groups, if it is an {@code X}. */
  public <X extends Throwable> void throwSingle(Class<X> type) throws X {
    Optional<Throwable> single = single();
    if (single.isPresent() && type.isInstance(single.get())) {
      throw type.cast(single.get());
    }
  }

  /** The only failure, looking into nested groups; empty when there are several. */
  public Optional<Throwable> single() {
    Throwable only = this;
    while (only instanceof ExceptionGroup group) {
      if (group.exceptions.size() != 1) {
        return Optional.empty();
      }
      only = group.exceptions.getFirst();
    }
    return Optional.of(only);
  }

  /** The failures of a type, at any depth, in order. */
  public <X extends Throwable> List<X> match(Class<X> type) {
    var found = new ArrayList<X>();
    walk(t -> !(type.isInstance(t) && found.add(type.cast(t))));
    return List.copyOf(found);
  }

  /** The part of this group that the predicate accepts, nesting kept; empty when nothing is. */
  public Optional<ExceptionGroup> subgroup(Predicate<? super Throwable> accepted) {
    return split(accepted).matched();
  }

  /** Divides this group in two, nesting kept. */
  public Split split(Predicate<? super Throwable> accepted) {
    return Partition.of(this, accepted);
  }

  /**
   * Makes the group that is to hold a part of this one. A subclass makes one of its own kind.
   *
   * @param message the message of this group, without the number of failures
   */
  protected ExceptionGroup derive(String message, List<? extends Throwable> part) {
    return new ExceptionGroup(message, part);
  }

  /** A part of this group as a group, empty for no part. */
  Optional<ExceptionGroup> partOf(List<Throwable> part) {
    if (part.isEmpty()) {
      return Optional.empty();
    }
    if (part.equals(exceptions)) {
      return Optional.of(this);
    }
    ExceptionGroup group = derive(String.valueOf(super.getMessage()), part);
    group.setStackTrace(getStackTrace());
    return Optional.of(group);
  }

  /** Prints a tree: the group, and each failure indented below it. */
  @Override
  public void printStackTrace(PrintStream target) {
    target.println(FailureTree.of(this));
  }

  /** Prints a tree: the group, and each failure indented below it. */
  @Override
  public void printStackTrace(PrintWriter target) {
    target.println(FailureTree.of(this));
  }

  /**
   * A group divided in two.
   *
   * {@snippet file="ExceptionGroupSnippets.java" region="split"}
   *
   * @param matched what the predicate accepted
   * @param rest what it did not
   */
  public record Split(Optional<ExceptionGroup> matched, Optional<ExceptionGroup> rest) {}
}
