package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.TaskOptions;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a task is made from. */
record TaskSpec<T extends @Nullable Object>(
    Body<T, ?> body, Class<?> startedBy, TaskOptions options) {

  static TaskOptions options(UnaryOperator<TaskOptions> choice) {
    return choice.apply(TaskOptions.defaults());
  }
}
