package dev.fairlead.internal.tree;

import dev.fairlead.CancelCause;
import dev.fairlead.Deadline;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.TaskTree.Node;
import dev.fairlead.lowlevel.TaskTree.Wait;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes task trees, and finds in them what can never go on. */
public final class TreeCapture {

  private TreeCapture() {}

  /** Takes the tree of a runtime. */
  public static TaskTree of(Engine engine) {
    Task<?> root = engine.root();
    Optional<Node> node = root.status().isEnd() ? Optional.empty() : Optional.of(node(root));
    return new TaskTree(engine.name(), engine.options().backend().name(), node);
  }

  private static Node node(Task<?> task) {
    var children = new ArrayList<Node>();
    task.forEachChild(child -> children.add(node(child)));
    return new Node(
        task,
        waitOf(task),
        deadline(task),
        cancelled(task),
        task.scopeNames(),
        List.of(task.strand().thread().getStackTrace()),
        List.copyOf(children.reversed()));
  }

  private static Optional<Wait> waitOf(Task<?> task) {
    WaitReason reason = task.waitReason();
    if (reason == null) {
      return Optional.empty();
    }
    var since = Duration.ofNanos(task.engine().nanoTime() - task.waitingSinceNanos());
    return Optional.of(
        new Wait(reason.describe(), since, reason.awaitedTasks(), reason.external()));
  }

  private static Optional<Duration> deadline(Task<?> task) {
    Deadline deadline = task.innermost().effectiveDeadline();
    return deadline.isNever() || deadline.equals(Deadline.PASSED)
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(deadline.nanos() - task.engine().nanoTime()));
  }

  private static Optional<String> cancelled(Task<?> task) {
    return task.hasPendingCancellation()
        ? task.innermost().cancelCause().map(CancelCause::describe)
        : Optional.empty();
  }

  /** Finds the circles in who waits for whom. */
  public static List<List<TaskInfo>> cycles(TaskTree tree) {
    var awaits = new HashMap<TaskInfo, List<TaskInfo>>();
    tree.root().ifPresent(root -> collect(root, awaits));
    var found = new ArrayList<List<TaskInfo>>();
    var settled = new HashSet<TaskInfo>();
    for (TaskInfo start : awaits.keySet()) {
      follow(start, awaits, new ArrayList<>(), settled, found);
    }
    return List.copyOf(found);
  }

  private static void collect(Node node, Map<TaskInfo, List<TaskInfo>> awaits) {
    node.waiting().filter(w -> !w.external()).ifPresent(w -> awaits.put(node.task(), w.awaited()));
    node.children().forEach(child -> collect(child, awaits));
  }

  private static void follow(
      TaskInfo task,
      Map<TaskInfo, List<TaskInfo>> awaits,
      List<TaskInfo> path,
      Set<TaskInfo> settled,
      List<List<TaskInfo>> found) {
    int seenAt = path.indexOf(task);
    if (seenAt >= 0) {
      found.add(List.copyOf(path.subList(seenAt, path.size())));
      return;
    }
    if (!settled.add(task)) {
      return;
    }
    path.add(task);
    for (TaskInfo next : awaits.getOrDefault(task, List.of())) {
      follow(next, awaits, path, settled, found);
    }
    path.removeLast();
  }

  /** Whether every task below waits for something that only another task can bring. */
  public static boolean isStuck(Node node) {
    return node.waiting().filter(w -> !w.external()).isPresent()
        && node.deadline().isEmpty()
        && node.cancelled().isEmpty()
        && node.children().stream().allMatch(TreeCapture::isStuck);
  }
}
