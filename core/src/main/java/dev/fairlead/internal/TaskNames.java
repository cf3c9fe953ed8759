package dev.fairlead.internal;

/**
 * Names of tasks: the given one, or one that says which class started the task. The code that
 * starts a task is nearly always a lambda, and the class of a lambda carries the name of the class
 * it was written in, so this costs no stack walk.
 */
final class TaskNames {

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

  static String of(TaskSpec<?> spec, long id) {
    String given = spec.options().name();
    return given.isEmpty() ? PREFIXES.get(spec.startedBy()) + "#" + id : given;
  }

  static String forThread(TaskSpec<?> spec) {
    String given = spec.options().name();
    return given.isEmpty() ? PREFIXES.get(spec.startedBy()) : given;
  }
}
