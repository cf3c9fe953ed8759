package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.TaskOptions;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a task is made from. The task takes it apart, so that a million tasks do not keep a million
 * of these.
 *
 * @param work an {@link Action}, or else a {@link Body}
 * @param startedBy the class whose name the task gets if it is given none
 * @param <T> what the task returns
 */
@SuppressWarnings("UnusedTypeParameter") // It goes on to the task.
record TaskSpec<T extends @Nullable Object>(Object work, Class<?> startedBy, TaskOptions options) {

  static TaskSpec<@Nullable Void> of(Action<?> action, UnaryOperator<TaskOptions> options) {
    return new TaskSpec<>(action, action.getClass(), chosen(options));
  }

  @SuppressWarnings("UnnecessaryMethodReference") // The reference is no Action.
  static <T extends @Nullable Object> TaskSpec<T> of(
      Body<T, ?> body, UnaryOperator<TaskOptions> options) {
    Body<T, ?> only = body instanceof Action<?> ? body::call : body;
    return new TaskSpec<>(only, body.getClass(), chosen(options));
  }

  static TaskOptions chosen(UnaryOperator<TaskOptions> options) {
    return TaskNames.withPlace(options.apply(TaskOptions.defaults()));
  }
}
