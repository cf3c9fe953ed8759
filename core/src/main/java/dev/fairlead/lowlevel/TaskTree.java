package dev.fairlead.lowlevel;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.tree.Management;
import dev.fairlead.internal.tree.TreeCapture;
import dev.fairlead.internal.tree.TreeJson;
import dev.fairlead.internal.tree.TreeText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What every task of a runtime is doing at one moment: who started it, what it waits for and since
 * when, under which deadline, and where in the code.
 *
 * {@snippet file="TaskTreeSnippets.java" region="tree"}
 *
 * <p>Taken while the tasks go on, so a task may have moved by the time another one is looked at.
 * {@link #cycles} and {@link #isStuck} count only waits that lasted while all were looked at.
 *
 * @param runtime the name of the runtime
 * @param backend the name of its backend
 * @param root the root task, which may have ended before those that were started from outside;
 *     empty when all have ended
 */
public record TaskTree(String runtime, String backend, Optional<Node> root) {

  /**
   * One task.
   *
   * {@snippet file="TaskTreeSnippets.java" region="walk"}
   *
   * @param task the task itself
   * @param waiting what it waits for; empty when it runs
   * @param deadline how long until its effective deadline, or until it gives up waiting if that is
   *     sooner; empty when it does neither
   * @param cancelled why its next checkpoint throws; empty when it does not
   * @param scopes the scopes it is in that have a name, outermost first
   * @param stack where it is, innermost first
   * @param children the tasks of the groups it is in
   */
  public record Node(
      TaskInfo task,
      Optional<Wait> waiting,
      Optional<Duration> deadline,
      Optional<String> cancelled,
      List<String> scopes,
      List<StackTraceElement> stack,
      List<Node> children) {}

  /**
   * A wait of a task.
   *
   * {@snippet file="TaskTreeSnippets.java" region="walk"}
   *
   * @param reason what it waits for
   * @param since how long it has waited
   * @param awaited the tasks without whose doing it cannot end, where that is known
   * @param external whether something outside the tasks can end it, or it was over by the time all
   *     tasks had been looked at
   */
  public record Wait(String reason, Duration since, List<TaskInfo> awaited, boolean external) {}

  /**
   * Takes the tree of the runtime the calling task belongs to.
   *
   * @throws dev.fairlead.NoRuntimeException if the thread runs no task
   */
  public static TaskTree capture() {
    return TreeCapture.of(Task.current().engine());
  }

  /** Takes the trees of all runtimes of this JVM. Any thread may call it. */
  public static List<TaskTree> captureAll() {
    return Engine.live().stream().map(TreeCapture::of).toList();
  }

  /** Lets management tools ask for the trees; see {@link RuntimesMXBean}. Twice does nothing. */
  public static void exposeToManagement() {
    Management.register();
  }

  /** Tasks that wait for each other in a circle, and so for ever. */
  public List<List<TaskInfo>> cycles() {
    return TreeCapture.cycles(this);
  }

  /**
   * Whether nothing can ever run again: every task waits, and none for anything outside the tasks.
   */
  public boolean isStuck() {
    return root.isPresent() && TreeCapture.isStuck(root.get());
  }

  /** The tree as text, one line a task and its stack below it, equal siblings folded. */
  public String toText() {
    return TreeText.of(this);
  }

  /** The same as {@link #toText}. */
  @Override
  public String toString() {
    return toText();
  }

  /** The tree as JSON. */
  public String toJson() {
    return TreeJson.of(this);
  }
}
