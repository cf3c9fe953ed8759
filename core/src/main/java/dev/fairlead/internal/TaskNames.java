package dev.fairlead.internal;

import dev.fairlead.TaskOptions;
import java.util.function.UnaryOperator;

/**
 * Names of tasks: the given one, or one that says which class started the task. The code that
 * starts a task is nearly always a lambda, and the class of a lambda carries the name of the class
 * it was written in, so this costs no stack walk.
 */
public final class TaskNames {

  private static final ClassValue<String> PREFIXES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String name = type.getName();
          int lambda = name.indexOf("$$Lambda");
          String owner = lambda < 0 ? name : name.substring(0, lambda);
          return owner.substring(owner.lastIndexOf('.') + 1);
        }
      };

  private TaskNames() {}

  /** Names a task after the class of some code that is not itself what the task begins with. */
  public static UnaryOperator<TaskOptions> after(Object code) {
    return options -> options.withName(PREFIXES.get(code.getClass()));
  }

  static String of(TaskOptions options, Class<?> startedBy, long id) {
    String given = options.name();
    return given.isEmpty() ? PREFIXES.get(startedBy) + "#" + id : given;
  }

  static String forThread(TaskOptions options, Class<?> startedBy) {
    String given = options.name();
    return given.isEmpty() ? PREFIXES.get(startedBy) : given;
  }
}
