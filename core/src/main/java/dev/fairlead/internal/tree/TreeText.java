package dev.fairlead.internal.tree;

import dev.fairlead.TaskHandle;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.TaskTree.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a task tree for a person to read. */
public final class TreeText {

  private static final int MAX_FRAMES = 12;
  private static final int WIDEST = 200; // Nobody reads what is further to the right.

  /** What is between a task and its wait, or between it and being asked. */
  private static final Set<String> MECHANISM =
      Set.of(
          "dev.fairlead.lowlevel.TaskTree",
          "dev.fairlead.lowlevel.Waiter",
          "dev.fairlead.lowlevel.Parking");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private final StringBuilder out = new StringBuilder();

  private TreeText() {}

  /** The tree as text. */
  public static String of(TaskTree tree) {
    var text = new TreeText();
    text.out.append("runtime ").append(tree.runtime()).append(" (").append(tree.backend());
    text.out.append(")\n");
    tree.root().ifPresentOrElse(root -> text.tree(root), () -> text.out.append("  has ended\n"));
    for (List<TaskInfo> cycle : tree.cycles()) {
      text.out.append("tasks wait for each other: ").append(inOneLine(names(cycle)));
      text.out.append('\n');
    }
    if (tree.isStuck()) {
      text.out.append("every task waits for another one: nothing can ever run again\n");
    }
    return text.out.toString();
  }

  private static String names(List<TaskInfo> cycle) {
    return cycle.stream().map(TaskInfo::name).collect(Collectors.joining(" -> "))
        + " -> "
        + cycle.get(0).name();
  }

  /** Siblings that are alike, and how far to the right the line goes. */
  private record Line(Node node, int count, String indent) {}

  /** However deep the tree is: what is still to be written is a list. */
  private void tree(Node root) {
    var rest = new ArrayDeque<Line>();
    rest.push(new Line(root, 1, "  "));
    while (!rest.isEmpty()) {
      Line line = rest.pop();
      node(line.node, line.count, line.indent);
      String indent = line.indent.length() < WIDEST ? line.indent + "  " : line.indent;
      folded(line.node.children(), indent).reversed().forEach(rest::push);
    }
  }

  private void node(Node node, int count, String indent) {
    out.append(indent).append(inOneLine(node.task().name()));
    if (count > 1) {
      out.append(" and ").append(count - 1).append(" like it");
    }
    out.append(": ").append(inOneLine(state(node))).append('\n');
    shownStack(node)
        .forEach(frame -> out.append(indent).append("    at ").append(frame).append('\n'));
  }

  /** What users have named and said, without what would end the line or steer a terminal. */
  private static String inOneLine(String text) {
    return CONTROL.matcher(text).replaceAll(found -> escaped(found.group().charAt(0)));
  }

  private static String escaped(char control) {
    return String.format(Locale.ROOT, "\\\\u%04x", (int) control);
  }

  private static List<StackTraceElement> shownStack(Node node) {
    return node.stack().stream().filter(TreeText::isWorthShowing).limit(MAX_FRAMES).toList();
  }

  /** Siblings without children of their own that wait for the same in the same place. */
  private static List<Line> folded(List<Node> siblings, String indent) {
    var lines = new LinkedHashMap<List<Object>, Line>();
    for (Node node : siblings) {
      lines.merge(
          likeness(node),
          new Line(node, 1, indent),
          (first, _) -> new Line(first.node, first.count + 1, indent));
    }
    return List.copyOf(lines.values());
  }

  /** The same for nodes that are alike; one with children is like no other. */
  private static List<Object> likeness(Node node) {
    return node.children().isEmpty()
        ? List.of(shownStack(node), node.waiting().map(TaskTree.Wait::reason), node.cancelled())
        : List.of(node.task());
  }

  private static String state(Node node) {
    var parts = new StringBuilder();
    parts.append(
        node.waiting()
            .map(w -> "waits for " + w.reason() + " since " + seconds(w.since()))
            .orElse(hasEnded(node.task()) ? "has ended" : "runs"));
    node.deadline().ifPresent(d -> parts.append(", deadline in ").append(seconds(d)));
    node.cancelled().ifPresent(c -> parts.append(", cancelled: ").append(c));
    if (!node.scopes().isEmpty()) {
      parts.append(", in ").append(String.join(" > ", node.scopes()));
    }
    return parts.toString();
  }

  private static boolean hasEnded(TaskInfo task) {
    return task instanceof TaskHandle<?> handle && handle.status().isEnd();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }

  private static boolean isWorthShowing(StackTraceElement frame) {
    String type = frame.getClassName();
    return !type.startsWith("java.lang.")
        && !type.startsWith("java.util.concurrent.")
        && !type.startsWith("java.util.stream.")
        && !type.startsWith("dev.fairlead.testing.internal.")
        && !MECHANISM.contains(type)
        && !type.startsWith("jdk.internal.")
        && !type.startsWith("dev.fairlead.internal.");
  }
}
