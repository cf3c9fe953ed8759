package dev.fairlead;

import dev.fairlead.internal.Group;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A set of tasks that end before the block that started them does.
 *
 * {@snippet file="TaskGroupSnippets.java" region="group"}
 *
 * <p>When the body fails or a task does, the others are cancelled; once all have ended, the
 * failures are thrown together as an {@link ExceptionGroup}, the body's first, then in the order in
 * which they came. A cancellation of the body reaches the tasks, and they are waited for all the
 * same.
 *
 * <p>Every method may be called from any task and from any other thread, as long as the group is
 * open: until its body and all its tasks have ended.
 */
public sealed interface TaskGroup permits Group {

  /**
   * A body that is given its group.
   *
   * {@snippet file="TaskGroupSnippets.java" region="around"}
   */
  @FunctionalInterface
  interface GroupAction<X extends Exception> {
    /** Runs in the caller's task. */
    void run(TaskGroup group) throws X;
  }

  /**
   * A body that is given its group and returns a value.
   *
   * {@snippet file="TaskGroupSnippets.java" region="around"}
   */
  @FunctionalInterface
  interface GroupBody<T extends @Nullable Object, X extends Exception> {
    /** Runs in the caller's task. */
    T call(TaskGroup group) throws X;
  }

  /**
   * A task that says when it is ready.
   *
   * {@snippet file="TaskGroupSnippets.java" region="ready"}
   */
  @FunctionalInterface
  interface StartBody<T extends @Nullable Object, X extends Exception> {
    /** Runs in the new task and calls {@link TaskStatus#started} once. */
    void run(TaskStatus<T> status) throws X;
  }

  /**
   * What {@link #startWithHandle} gives.
   *
   * {@snippet file="TaskGroupSnippets.java" region="ready"}
   *
   * @param value what the task said when it was ready
   */
  record Started<T extends @Nullable Object>(T value, TaskHandle<@Nullable Void> handle) {}

  /**
   * Runs the body with a new group and waits for all tasks of the group.
   *
   * @throws ExceptionGroup if the body or a task failed
   */
  static void run(GroupAction<?> body) {
    Group.run(GroupOptions.defaults(), actionAsBody(body)).orThrow();
  }

  /**
   * As {@link #run(GroupAction)}, with options.
   *
   * @throws ExceptionGroup if the body or a task failed
   * @throws X if the group throws single failures plainly and the only one is the body's
   */
  static <X extends Exception> void run(UnaryOperator<GroupOptions> options, GroupAction<X> body)
      throws X {
    GroupOptions chosen = options.apply(GroupOptions.defaults());
    var result = Group.run(chosen, actionAsBody(body));
    if (chosen.plainFailure()) {
      result.<X>orThrowPlainly();
    } else {
      result.orThrow();
    }
  }

  /**
   * Runs the body with a new group, waits for all tasks of the group, and returns the body's value.
   *
   * @throws ExceptionGroup if the body or a task failed
   * @throws ScopeCancelledException if the group was cancelled before the body had a value
   */
  static <T extends @Nullable Object> T call(GroupBody<T, ?> body) {
    return Group.run(GroupOptions.defaults(), body).orThrow().value();
  }

  /**
   * As {@link #call(GroupBody)}, with options.
   *
   * @throws ExceptionGroup if the body or a task failed
   * @throws ScopeCancelledException if the group was cancelled before the body had a value
   * @throws X if the group throws single failures plainly and the only one is the body's
   */
  static <T extends @Nullable Object, X extends Exception> T call(
      UnaryOperator<GroupOptions> options, GroupBody<T, X> body) throws X {
    GroupOptions chosen = options.apply(GroupOptions.defaults());
    var result = Group.run(chosen, body);
    return (chosen.plainFailure() ? result.<X>orThrowPlainly() : result.orThrow()).value();
  }

  private static GroupBody<@Nullable Void, ?> actionAsBody(GroupAction<?> action) {
    return group -> {
      action.run(group);
      return null;
    };
  }

  /**
   * Starts a task and does not wait for it.
   *
   * @throws IllegalStateException if the group has ended or takes no more tasks
   */
  default TaskHandle<@Nullable Void> startSoon(Action<?> action) {
    return startSoon(UnaryOperator.identity(), action);
  }

  /**
   * Starts a task that returns a value, and does not wait for it.
   *
   * @throws IllegalStateException if the group has ended or takes no more tasks
   */
  default <T extends @Nullable Object> TaskHandle<T> startSoon(Body<T, ?> body) {
    return startSoon(UnaryOperator.identity(), body);
  }

  /** As {@link #startSoon(Action)}, with options. */
  TaskHandle<@Nullable Void> startSoon(UnaryOperator<TaskOptions> options, Action<?> action);

  /** As {@link #startSoon(Body)}, with options. */
  <T extends @Nullable Object> TaskHandle<T> startSoon(
      UnaryOperator<TaskOptions> options, Body<T, ?> body);

  /**
   * Starts a task and waits until it says that it is ready. A checkpoint.
   *
   * <p>Until then the task belongs to the caller: what it throws is thrown here, with this place as
   * a suppressed exception, and leaves the group alone; cancelling the caller cancels it, and
   * cancelling the group does not. Afterwards it belongs to the group alone.
   *
   * @return what the task said
   * @throws X what the task threw before it was ready
   * @throws IllegalStateException if the task ended without saying that it is ready
   */
  default <T extends @Nullable Object, X extends Exception> T start(StartBody<T, X> body) throws X {
    return startWithHandle(UnaryOperator.identity(), body).value();
  }

  /** As {@link #start(StartBody)}, with options. */
  default <T extends @Nullable Object, X extends Exception> T start(
      UnaryOperator<TaskOptions> options, StartBody<T, X> body) throws X {
    return startWithHandle(options, body).value();
  }

  /** As {@link #start(UnaryOperator, StartBody)}, and gives the handle of the task too. */
  <T extends @Nullable Object, X extends Exception> Started<T> startWithHandle(
      UnaryOperator<TaskOptions> options, StartBody<T, X> body) throws X;

  /** Cancels the body and all tasks. */
  default void cancel() {
    cancel("");
  }

  /** Cancels the body and all tasks, and says why. */
  void cancel(String reason);

  /** Refuses new tasks from now on. */
  void seal();

  /**
   * Waits until no task but services is left, without leaving the group. A checkpoint.
   *
   * @throws IllegalStateException if called by a task of the group, which would wait for itself
   */
  void awaitIdle();

  /** The number of tasks that have not ended, services not counted. */
  int activeCount();

  /** The scope all tasks of the group live in. */
  CancelScope cancelScope();
}
