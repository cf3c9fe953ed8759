package dev.fairlead.testsupport;

import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.RunListener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tasks of a runtime that have not ended, each with the place where it was started. */
final class Tasks implements RunListener {

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Map<TaskInfo, String> startedAt = new ConcurrentHashMap<>();

  @Override
  public void taskStarted(TaskInfo task) {
    startedAt.put(task, WALKER.walk(frames -> startPlace(frames.toList())));
  }

  private static String startPlace(List<StackWalker.StackFrame> frames) {
    return frames.stream()
        .filter(frame -> !isEngine(frame.getClassName()))
        .findFirst()
        .map(frame -> frame.toStackTraceElement().toString())
        .orElse("the start of the run");
  }

  private static boolean isEngine(String type) {
    return type.startsWith("dev.fairlead.internal.")
        || type.startsWith("java.")
        || type.startsWith(Tasks.class.getName())
        || type.equals("dev.fairlead.TaskGroup");
  }

  @Override
  public void taskEnded(TaskInfo task) {
    startedAt.remove(task);
  }

  void assertNoneLeft() {
    if (!startedAt.isEmpty()) {
      throw new AssertionError("the run has ended, these tasks have not:\n" + describe());
    }
  }

  /** The tree of tasks, one per line. */
  String describe() {
    Set<Long> ids = startedAt.keySet().stream().map(TaskInfo::id).collect(Collectors.toSet());
    return describe(task -> !ids.contains(task.parentId().orElse(0)), "  ");
  }

  private String describe(Predicate<TaskInfo> which, String indent) {
    return startedAt.keySet().stream()
        .filter(which)
        .sorted(Comparator.comparingLong(TaskInfo::id))
        .map(task -> describe(task, indent))
        .collect(Collectors.joining());
  }

  private String describe(TaskInfo task, String indent) {
    return indent
        + task.name()
        + task.waitingFor().map(reason -> " waits for " + reason).orElse(" runs")
        + (task.hasPendingCancellation() ? ", cancelled" : "")
        + ", started at "
        + startedAt.get(task)
        + "\n"
        + describe(child -> child.parentId().orElse(0) == task.id(), indent + "  ");
  }
}
