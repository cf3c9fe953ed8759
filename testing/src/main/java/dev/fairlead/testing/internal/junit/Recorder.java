package dev.fairlead.testing.internal.junit;

import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.RunListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of what a runtime starts and opens, and remembers where, until it has ended. */
final class Recorder implements RunListener {

  // Guarded by this.
  private final IdentityHashMap<TaskInfo, String> tasks = new IdentityHashMap<>();
  private final IdentityHashMap<Object, String> resources = new IdentityHashMap<>();
  private final List<AssertionError> reports = new ArrayList<>();

  @Override
  public void taskStarted(TaskInfo task) {
    String place = Places.here();
    synchronized (this) {
      tasks.put(task, place);
    }
  }

  @Override
  public synchronized void taskEnded(TaskInfo task) {
    tasks.remove(task);
  }

  @Override
  public void resourceOpened(Object resource) {
    String place = Places.here();
    synchronized (this) {
      resources.put(resource, place);
    }
  }

  @Override
  public synchronized void resourceClosed(Object resource) {
    resources.remove(resource);
  }

  @Override
  public synchronized void reported(String what, @Nullable Throwable thrown) {
    reports.add(new AssertionError(what, thrown));
  }

  /** What is open now. */
  synchronized List<Object> open() {
    return List.copyOf(resources.keySet());
  }

  /** What is open and was not before, and where each was opened. */
  synchronized List<String> openSince(List<Object> before) {
    var known = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    known.addAll(before);
    return resources.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> entry.getKey() + ", opened" + entry.getValue())
        .sorted()
        .toList();
  }

  /** The tasks that one task has started and that have not ended, and where each was started. */
  synchronized List<String> childrenOf(TaskInfo parent) {
    return tasks.entrySet().stream()
        .filter(entry -> entry.getKey().parentId().orElse(0) == parent.id())
        .map(entry -> describe(entry.getKey()) + ", started" + entry.getValue())
        .sorted()
        .toList();
  }

  private static String describe(TaskInfo task) {
    return "task "
        + task.name()
        + task.waitingFor().map(reason -> ", which waits for " + reason).orElse(", which runs");
  }

  /** Takes out what was reported. */
  synchronized List<AssertionError> takeReports() {
    List<AssertionError> all = List.copyOf(reports);
    reports.clear();
    return all;
  }
}
