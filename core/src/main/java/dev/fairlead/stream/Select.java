package dev.fairlead.stream;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.internal.Selectables;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for several things at once and does exactly one of them.
 *
 * {@snippet file="SelectSnippets.java" region="select"}
 *
 * <p>A case is a thing to wait for (to receive, to send, an event, a time to pass) and what to do
 * then. If several are possible at once, one of them is drawn, so that none is preferred for long.
 * Nothing is taken from or given to the others. What is to be done runs in the calling task after
 * everything is decided.
 *
 * <p>A cancelled selection has received and sent nothing. A stream that has ended, or broke, counts
 * as possible: the selection throws what its {@code receive()} or {@code send()} would, or does
 * what {@link Case#orAtEnd} says. One selection can be made once and used often, by several tasks
 * too.
 *
 * @param <R> what the selection returns
 * @param <X> what the cases may throw
 */
public final class Select<R extends @Nullable Object, X extends Exception> {

  private final List<SelectCase<? extends R, ? extends X>> cases;
  private final SelectRound.Plan plan;

  private Select(List<SelectCase<? extends R, ? extends X>> cases) {
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("a selection of no case would wait for ever");
    }
    this.cases = cases;
    this.plan = new SelectRound.Plan(cases);
  }

  /**
   * What is done with an object, for a value.
   *
   * {@snippet file="SelectSnippets.java" region="select"}
   */
  @FunctionalInterface
  public interface ItemBody<
      T extends @Nullable Object, R extends @Nullable Object, X extends Exception> {
    /** Uses the object. */
    R call(T item) throws X;
  }

  /**
   * What is done with an object.
   *
   * {@snippet file="SelectSnippets.java" region="cases"}
   */
  @FunctionalInterface
  public interface ItemAction<T extends @Nullable Object, X extends Exception> {
    /** Uses the object. */
    void run(T item) throws X;
  }

  /**
   * Something to wait for that brings an object, and to which it must be said what to do then.
   *
   * {@snippet file="SelectSnippets.java" region="cases"}
   */
  public sealed interface Arrival<T extends @Nullable Object> permits SelectCase.ForItem {
    /** Makes a case that returns a value. */
    <R extends @Nullable Object, X extends Exception> Case<R, X> call(
        ItemBody<? super T, R, X> body);

    /** Makes a case that returns nothing. */
    default <X extends Exception> Case<@Nullable Void, X> run(ItemAction<? super T, X> action) {
      ItemBody<T, @Nullable Void, X> body =
          item -> {
            action.run(item);
            return null;
          };
      return call(body);
    }
  }

  /**
   * Something to wait for, to which it must be said what to do then.
   *
   * {@snippet file="SelectSnippets.java" region="cases"}
   */
  public sealed interface Occasion permits SelectCase.ForNothing {
    /** Makes a case that returns a value. */
    <R extends @Nullable Object, X extends Exception> Case<R, X> call(Body<R, X> body);

    /** Makes a case that returns nothing. */
    default <X extends Exception> Case<@Nullable Void, X> run(Action<X> action) {
      Body<@Nullable Void, X> body =
          () -> {
            action.run();
            return null;
          };
      return call(body);
    }
  }

  /**
   * Something to wait for and what to do then.
   *
   * {@snippet file="SelectSnippets.java" region="cases"}
   *
   * @param <R> what it returns
   * @param <X> what it may throw
   */
  public sealed interface Case<R extends @Nullable Object, X extends Exception> permits SelectCase {
    /**
     * Says what to do, instead of throwing, when a stream to receive from has ended, or nobody will
     * receive from one to send to.
     */
    Case<R, X> orAtEnd(Body<? extends R, ? extends X> body);
  }

  /** To receive an object. */
  public static <T> Arrival<T> receive(MemoryObjectReceiveStream<T> stream) {
    return new SelectCase.ForItem<>(stream.selectable(), stream::checked);
  }

  /** For a promise to end; the selection throws what its {@code await()} would. */
  public static <T extends @Nullable Object> Arrival<T> promise(Promise<T> promise) {
    return new SelectCase.ForItem<>(Selectables.of(promise), _ -> promise.result());
  }

  /** To send an object. */
  public static <T> Occasion send(MemoryObjectSendStream<T> stream, T item) {
    Objects.requireNonNull(item, "a memory object stream carries no null");
    return new SelectCase.ForNothing(
        stream.selectable(item), answer -> stream.check((Answer) answer), SelectCase.NO_DELAY);
  }

  /** For an event to be set. */
  public static Occasion event(Event event) {
    return new SelectCase.ForNothing(Selectables.of(event), _ -> {}, SelectCase.NO_DELAY);
  }

  /** For a time to pass from the beginning of the selection. The shortest one counts. */
  public static Occasion after(Duration delay) {
    return new SelectCase.ForNothing(null, _ -> {}, delay);
  }

  /** For nothing: this is done when nothing else is possible at once. */
  public static Occasion otherwise() {
    return after(Duration.ZERO);
  }

  /**
   * Makes a selection that can be used more than once.
   *
   * @throws IllegalArgumentException if there is no case
   */
  @SafeVarargs
  public static <R extends @Nullable Object, X extends Exception> Select<R, X> of(
      Case<? extends R, ? extends X>... cases) {
    var known = new ArrayList<SelectCase<? extends R, ? extends X>>(cases.length);
    for (var any : cases) {
      known.add(known(any));
    }
    return new Select<>(known);
  }

  private static <R extends @Nullable Object, X extends Exception>
      SelectCase<? extends R, ? extends X> known(Case<? extends R, ? extends X> any) {
    return switch (any) {
      case SelectCase<? extends R, ? extends X> known -> known;
    };
  }

  /**
   * Waits for the first of several things, does it and returns its value. A checkpoint.
   *
   * @throws IllegalArgumentException if there is no case
   * @throws IOException if a stream has ended, or broke, and its case does not say what to do then
   * @throws X what the case threw
   */
  @SafeVarargs
  public static <R extends @Nullable Object, X extends Exception> R first(
      Case<? extends R, ? extends X>... cases) throws IOException, X {
    var known = new ArrayList<SelectCase<? extends R, ? extends X>>(cases.length);
    for (var any : cases) {
      known.add(known(any));
    }
    return new Select<R, X>(known).first();
  }

  /**
   * Waits for the first of the things, does it and returns its value. A checkpoint.
   *
   * @throws IOException if a stream has ended, or broke, and its case does not say what to do then
   * @throws X what the case threw
   */
  public R first() throws IOException, X {
    var round = new SelectRound(plan);
    int chosen = round.choose();
    return cases.get(chosen).perform(round.result());
  }

  @Override
  public String toString() {
    return "selection of " + plan.describe();
  }
}
