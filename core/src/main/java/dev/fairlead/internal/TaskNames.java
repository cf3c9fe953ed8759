package dev.fairlead.internal;

import dev.fairlead.TaskOptions;
import java.net.URL;
import java.security.CodeSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names of tasks: the given one, or one that says which class started the task. The code that
 * starts a task is nearly always a lambda, and the class of a lambda carries the name of the class
 * it was written in, so this costs no stack walk. In {@linkplain DebugMode debug mode} a walk is
 * worth it: then the name is file and line.
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

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final @Nullable URL LIBRARY = placeOf(TaskNames.class);

  private TaskNames() {}

  /** Names a task after the class of some code that is not itself what the task begins with. */
  public static UnaryOperator<TaskOptions> after(Object code) {
    return DebugMode.isOn()
        ? UnaryOperator.identity() // The line that starts it says more.
        : options -> options.withName(PREFIXES.get(code.getClass()));
  }

  /** Names a task that has no name after the line that starts it, in debug mode. */
  static TaskOptions withPlace(TaskOptions options) {
    if (!DebugMode.isOn() || !options.name().isEmpty()) {
      return options;
    }
    return WALKER
        .walk(frames -> frames.filter(TaskNames::isOutside).findFirst())
        .map(frame -> options.withName(frame.getFileName() + ":" + frame.getLineNumber()))
        .orElse(options);
  }

  /** Neither of this library nor of the JDK's own modules, which have no place. */
  private static boolean isOutside(StackWalker.StackFrame frame) {
    URL place = placeOf(frame.getDeclaringClass());
    return place != null && !place.getProtocol().equals("jrt") && !place.equals(LIBRARY);
  }

  /** The directory or archive that a class is from. */
  private static @Nullable URL placeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
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
