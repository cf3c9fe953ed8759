package dev.fairlead.internal.tree;

import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.TaskTree.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a task tree for a program to read. Times are in nanoseconds. */
public final class TreeJson {

  private final StringBuilder out = new StringBuilder();

  private TreeJson() {}

  /** The tree as one JSON object. */
  public static String of(TaskTree tree) {
    var json = new TreeJson();
    json.object(() -> {
      json.text("runtime", tree.runtime());
      json.text("backend", tree.backend());
      json.array("cycles", tree.cycles(), c -> json.list(c, t -> json.quote(t.name())));
      json.value("stuck", tree.isStuck());
      tree.root().ifPresent(root -> json.field("root", () -> json.tree(root)));
    });
    return json.out.toString();
  }

  /** However deep the tree is: what is still to be written is a list, of nodes and of text. */
  private void tree(Node root) {
    var rest = new ArrayDeque<Object>();
    rest.push(root);
    while (!rest.isEmpty()) {
      Object next = rest.pop();
      if (next instanceof Node node) {
        begin(node);
        rest.push("]}");
        for (int i = node.children().size() - 1; i >= 0; i--) {
          rest.push(node.children().get(i));
          rest.push(i > 0 ? "," : "");
        }
      } else {
        out.append(next);
      }
    }
  }

  /** Writes a node up to its children. */
  private void begin(Node node) {
    object(() -> {
      TaskInfo task = node.task();
      value("id", task.id());
      text("name", task.name());
      node.waiting().ifPresent(wait -> field("waiting", () -> waiting(wait)));
      node.deadline().ifPresent(d -> value("deadlineInNanos", d.toNanos()));
      text("cancelled", node.cancelled());
      array("scopes", node.scopes(), this::quote);
      array("stack", node.stack(), frame -> quote(frame.toString()));
    });
    out.setLength(out.length() - 1); // It goes on.
    out.append(",\"children\":[");
  }

  private void waiting(TaskTree.Wait wait) {
    object(() -> {
      text("reason", wait.reason());
      value("sinceNanos", wait.since().toNanos());
      value("external", wait.external());
      array("awaits", wait.awaited(), task -> out.append(task.id()));
    });
  }

  private void object(Runnable fields) {
    out.append('{');
    fields.run();
    dropLastComma();
    out.append('}');
  }

  private void field(String name, Runnable content) {
    quote(name);
    out.append(':');
    content.run();
    out.append(',');
  }

  private void text(String name, String content) {
    field(name, () -> quote(content));
  }

  private void text(String name, Optional<String> content) {
    content.ifPresent(there -> text(name, there));
  }

  private void value(String name, Object number) {
    field(name, () -> out.append(number));
  }

  private <T> void array(String name, Collection<T> items, Consumer<T> item) {
    field(name, () -> list(items, item));
  }

  private <T> void list(Collection<T> items, Consumer<T> item) {
    out.append('[');
    for (T each : items) {
      item.accept(each);
      out.append(',');
    }
    dropLastComma();
    out.append(']');
  }

  private void dropLastComma() {
    int last = out.length() - 1;
    if (out.charAt(last) == ',') {
      out.setLength(last);
    }
  }

  private void quote(String text) {
    out.append('"');
    text.chars().forEach(this::escaped);
    out.append('"');
  }

  private void escaped(int c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else if (c < ' ' || Character.isSurrogate((char) c)) { // Half a pair could not be encoded.
      out.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      out.append((char) c);
    }
  }
}
