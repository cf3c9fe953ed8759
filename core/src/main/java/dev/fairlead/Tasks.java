package dev.fairlead;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.TaskNames;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.sync.Semaphore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs several pieces of code at once and brings their results together.
 *
 * {@snippet file="TasksSnippets.java" region="gather"}
 *
 * <p>Each of them runs in a task of its own, and when a method returns or throws, all of these
 * tasks have ended. What the code throws arrives as an {@link ExceptionGroup}, as from any group.
 * Every method is a checkpoint. Only {@link #asCompleted} is not like that: it waits for nothing,
 * and its tasks belong to the group that it is given.
 */
public final class Tasks {

  /** No limit to how many tasks run at once. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private Tasks() {}

  /**
   * Code that is given an input.
   *
   * {@snippet file="TasksSnippets.java" region="functions"}
   *
   * @param <A> the input
   * @param <T> the result
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Mapping<
      A extends @Nullable Object, T extends @Nullable Object, X extends Exception> {
    /** Computes the result. */
    T call(A input) throws X;
  }

  /**
   * Code that does something with an input.
   *
   * {@snippet file="TasksSnippets.java" region="functions"}
   *
   * @param <A> the input
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Use<A extends @Nullable Object, X extends Exception> {
    /** Uses the input. */
    void run(A input) throws X;
  }

  /**
   * Runs all bodies at once and returns their results, in the order of the bodies.
   *
   * @throws ExceptionGroup if a body failed; the first failure cancels the others
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T extends @Nullable Object> List<T> gather(Body<? extends T, ?>... bodies) {
    return gather(List.of(bodies));
  }

  /**
   * Runs all bodies at once and returns their results, in the order of the bodies.
   *
   * @throws ExceptionGroup if a body failed; the first failure cancels the others
   */
  public static <T extends @Nullable Object> List<T> gather(
      Collection<? extends Body<? extends T, ?>> bodies) {
    var handles = new ArrayList<TaskHandle<? extends T>>(bodies.size());
    inGroup("gather", group -> bodies.forEach(body -> handles.add(group.startSoon(body))));
    return results(handles);
  }

  /**
   * Runs the code for all inputs at once and returns the results, in the order of the inputs.
   *
   * @throws ExceptionGroup if the code failed for an input; the first failure cancels the others
   */
  public static <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
      Iterable<? extends A> inputs, Mapping<? super A, ? extends T, ?> code) {
    return map(inputs, UNLIMITED, code);
  }

  /**
   * Runs the code for all inputs, so many at once at most, and returns the results, in the order of
   * the inputs. The next input is taken when there is room for its task, so the inputs may be many,
   * and may have to be waited for.
   *
   * @throws ExceptionGroup if the code failed for an input; the first failure cancels the others
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public static <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
      Iterable<? extends A> inputs, int limit, Mapping<? super A, ? extends T, ?> code) {
    var room = room(limit);
    var handles = new ArrayList<TaskHandle<T>>();
    inGroup(
        "map",
        group -> {
          for (A input : inputs) {
            Body<T, ?> body = () -> code.call(input);
            handles.add(startIn(group, room, code, body));
          }
        });
    return results(handles);
  }

  /**
   * Runs the code for all inputs, so many at once at most. The next input is taken when there is
   * room for its task, and nothing is kept of those that are done.
   *
   * @throws ExceptionGroup if the code failed for an input; the first failure cancels the others
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public static <A extends @Nullable Object> void forEach(
      Iterable<? extends A> inputs, int limit, Use<? super A, ?> code) {
    var room = room(limit);
    inGroup(
        "for each",
        group -> {
          for (A input : inputs) {
            Body<@Nullable Void, ?> body =
                () -> {
                  code.run(input);
                  return null;
                };
            startIn(group, room, code, body);
          }
        });
  }

  private static Semaphore room(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of tasks at once must be at least 1: " + limit);
    }
    return new Semaphore(limit, limit);
  }

  private static <T extends @Nullable Object> TaskHandle<T> startIn(
      TaskGroup group, Semaphore room, Object code, Body<T, ?> body) {
    room.acquire();
    Body<T, ?> bounded =
        () -> {
          T result;
          try {
            result = body.call();
          } catch (Cancelled cancelled) {
            room.release();
            throw cancelled;
          }
          room.release(); // Not after a failure: no other task is to start any more.
          return result;
        };
    return group.startSoon(TaskNames.after(code), bounded);
  }

  private static void inGroup(String name, TaskGroup.GroupAction<RuntimeException> body) {
    Task.current().checkpoint();
    TaskGroup.run(options -> options.withName(name), body);
  }

  private static <T extends @Nullable Object> List<T> results(
      List<? extends TaskHandle<? extends T>> handles) {
    var results = new ArrayList<T>(handles.size());
    for (TaskHandle<? extends T> handle : handles) {
      results.add(handle.result());
    }
    return results;
  }

  /**
   * Runs all bodies at once and returns the result of the one that is done first; the others are
   * cancelled and waited for.
   *
   * <p>A body that fails first loses the race for all: its failure is thrown. What the others throw
   * after somebody has won is of no interest, unless it is an {@link Error}. A result that comes
   * too late is closed, if it can be; see {@link RaceOptions#withUnwanted}.
   *
   * @throws ExceptionGroup if a body failed before one had a result
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T extends @Nullable Object> T race(Body<? extends T, ?>... bodies) {
    return race(UnaryOperator.identity(), List.of(bodies));
  }

  /**
   * As {@link #race(Body...)}, with options.
   *
   * @throws ExceptionGroup if a body failed before one had a result
   * @throws IllegalArgumentException if there is no body
   */
  public static <T extends @Nullable Object> T race(
      UnaryOperator<RaceOptions<T>> options, Collection<? extends Body<? extends T, ?>> bodies) {
    return new Race<T>(options.apply(RaceOptions.defaults()), false).run(List.copyOf(bodies));
  }

  /**
   * Runs all bodies at once and returns the first result there is; the others are cancelled and
   * waited for. Failures count only if nobody succeeds.
   *
   * <p>With {@link RaceOptions#withStagger} the next body starts when those before it have failed
   * or have taken too long: a second request only where the first one is slow.
   *
   * @throws ExceptionGroup with all failures, in the order in which they came, if every body failed
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T extends @Nullable Object> T firstSuccess(Body<? extends T, ?>... bodies) {
    return firstSuccess(UnaryOperator.identity(), List.of(bodies));
  }

  /**
   * As {@link #firstSuccess(Body...)}, with options.
   *
   * @throws ExceptionGroup with all failures, in the order in which they came, if every body failed
   * @throws IllegalArgumentException if there is no body
   */
  public static <T extends @Nullable Object> T firstSuccess(
      UnaryOperator<RaceOptions<T>> options, Collection<? extends Body<? extends T, ?>> bodies) {
    return new Race<T>(options.apply(RaceOptions.defaults()), true).run(List.copyOf(bodies));
  }

  /**
   * Runs all bodies at once, in a group, and gives their handles in the order in which they are
   * done. The stream ends behind the last one.
   *
   * {@snippet file="TasksSnippets.java" region="completed"}
   *
   * <p>A body that fails leaves the others alone, and its handle comes as any other; a failure that
   * nobody has asked its handle for is thrown by the group at its end. Closing the stream cancels
   * the bodies that are not done.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T extends @Nullable Object> ObjectReceiveStream<TaskHandle<T>> asCompleted(
      TaskGroup group, Body<T, ?>... bodies) {
    return asCompleted(group, List.of(bodies));
  }

  /** As {@link #asCompleted(TaskGroup, Body...)}, of any number of bodies. */
  public static <T extends @Nullable Object> ObjectReceiveStream<TaskHandle<T>> asCompleted(
      TaskGroup group, Collection<? extends Body<T, ?>> bodies) {
    var done =
        MemoryObjectStreams.<TaskHandle<T>>create(
            MemoryObjectStreams.UNBOUNDED, o -> o.withName("ends of tasks"));
    return Completions.start(group, List.copyOf(bodies), done);
  }
}
