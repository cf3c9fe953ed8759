package dev.fairlead.internal.tree;

import dev.fairlead.CancelCause;
import dev.fairlead.Deadline;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.Words;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.TaskTree.Node;
import dev.fairlead.lowlevel.TaskTree.Wait;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes task trees, and finds in them what can never go on. */
public final class TreeCapture {

  private TreeCapture() {}

  /** Takes the tree of a runtime. */
  public static TaskTree of(Engine engine) {
    Task<?> root = engine.root();
    Node node = tree(root);
    // The run goes on as long as there are tasks that were started from outside.
    boolean over = root.status().isEnd() && node.children().isEmpty();
    return new TaskTree(
        engine.name(),
        engine.options().backend().name(),
        over ? Optional.empty() : Optional.of(node));
  }

  /** A task on the way to its node. */
  private static final class Seen {
    private final Task<?> task;
    private final @Nullable Seen parent;
    private final List<Node> children = new ArrayList<>();
    private final @Nullable Waiter waiter;
    private Optional<Wait> wait = Optional.empty();

    Seen(Task<?> task, @Nullable Seen parent) {
      this.task = task;
      this.parent = parent;
      this.waiter = task.waiting();
    }

    void look() {
      wait = waitOf(task);
    }

    /**
     * What it waits for. A wait that is over by now may have been so when others were looked at, so
     * nothing can be told from what they all wait for.
     */
    @SuppressWarnings("ReferenceEquality") // This very wait.
    Optional<Wait> lastingWait() {
      Waiter seen = waiter;
      return seen != null && task.waiting() == seen && !seen.isDone()
          ? wait
          : wait.map(over -> new Wait(over.reason(), over.since(), over.awaited(), true));
    }
  }

  /**
   * Parents are seen before their children and finished after them, however deep the tree is. All
   * are seen before what one waits for is looked at, and that is looked at before one is finished:
   * so waits that were seen and last until then were all there at the same time.
   */
  private static Node tree(Task<?> root) {
    var seen = new ArrayList<Seen>();
    seen.add(new Seen(root, null));
    for (int i = 0; i < seen.size(); i++) {
      Seen parent = seen.get(i);
      parent.task.forEachChild(child -> seen.add(new Seen(child, parent)));
    }
    seen.forEach(Seen::look);
    for (Seen each : seen.subList(1, seen.size()).reversed()) {
      Objects.requireNonNull(each.parent).children.add(node(each));
    }
    return node(seen.getFirst());
  }

  private static Node node(Seen seen) {
    Task<?> task = seen.task;
    return new Node(
        task,
        seen.lastingWait(),
        deadline(task),
        cancelled(task),
        task.scopeNames(),
        List.of(task.strand().thread().getStackTrace()),
        List.copyOf(seen.children));
  }

  private static Optional<Wait> waitOf(Task<?> task) {
    WaitReason reason = task.waitReason();
    if (reason == null) {
      return Optional.empty();
    }
    var since = Duration.ofNanos(task.engine().nanoTime() - task.waitingSinceNanos());
    return Optional.of(
        new Wait(
            Words.said(reason, reason::describe), since, reason.awaitedTasks(), reason.external()));
  }

  private static Optional<Duration> deadline(Task<?> task) {
    long deadline = task.innermost().effectiveDeadline().nanos();
    if (deadline == Deadline.PASSED.nanos()) {
      return Optional.empty();
    }
    long end = Math.min(deadline, limitOfWait(task));
    return end == Nanos.NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(end - task.engine().nanoTime()));
  }

  /** When the task will have waited for long enough. One that just sleeps does what it wants. */
  private static long limitOfWait(Task<?> task) {
    WaitReason reason = task.waitReason();
    return reason == null || reason.external() ? Nanos.NEVER : task.waitLimitNanos();
  }

  private static Optional<String> cancelled(Task<?> task) {
    return task.hasPendingCancellation()
        ? task.innermost().cancelCause().map(CancelCause::describe)
        : Optional.empty();
  }

  /** Finds the circles in who waits for whom. */
  public static List<List<TaskInfo>> cycles(TaskTree tree) {
    var awaits = new HashMap<TaskInfo, List<TaskInfo>>();
    tree.root().ifPresent(root -> below(root).forEach(node -> collect(node, awaits)));
    var found = new ArrayList<List<TaskInfo>>();
    var settled = new HashSet<TaskInfo>();
    for (TaskInfo start : awaits.keySet()) {
      follow(start, awaits, settled, found);
    }
    return List.copyOf(found);
  }

  /** A node and all below it. */
  private static List<Node> below(Node root) {
    var all = new ArrayList<Node>();
    all.add(root);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).children());
    }
    return all;
  }

  private static void collect(Node node, Map<TaskInfo, List<TaskInfo>> awaits) {
    node.waiting().filter(w -> !w.external()).ifPresent(w -> awaits.put(node.task(), w.awaited()));
  }

  /** Goes along who waits for whom, and notes where that comes back to the way it has come. */
  private static void follow(
      TaskInfo start,
      Map<TaskInfo, List<TaskInfo>> awaits,
      Set<TaskInfo> settled,
      List<List<TaskInfo>> found) {
    // The way, and for each task on it those of whom it waits that are still to be looked at.
    var way = new LinkedHashMap<TaskInfo, Iterator<TaskInfo>>();
    for (TaskInfo next = start; next != null; next = nextOf(way)) {
      if (way.containsKey(next)) {
        var tasks = List.copyOf(way.keySet());
        found.add(tasks.subList(tasks.indexOf(next), tasks.size()));
      } else if (settled.add(next)) {
        way.put(next, awaits.getOrDefault(next, List.of()).iterator());
      }
    }
  }

  /** What the last on the way still waits for; it leaves the way when there is no more. */
  private static @Nullable TaskInfo nextOf(SequencedMap<TaskInfo, Iterator<TaskInfo>> way) {
    while (!way.isEmpty() && !way.lastEntry().getValue().hasNext()) {
      way.pollLastEntry();
    }
    return way.isEmpty() ? null : way.lastEntry().getValue().next();
  }

  /** Whether every task below waits for something that only another task can bring. */
  public static boolean isStuck(Node root) {
    return below(root).stream().allMatch(TreeCapture::waitsForAnother);
  }

  private static boolean waitsForAnother(Node node) {
    return node.waiting().filter(w -> !w.external()).isPresent()
        && node.deadline().isEmpty()
        && node.cancelled().isEmpty();
  }
}
