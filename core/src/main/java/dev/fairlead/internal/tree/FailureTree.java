package dev.fairlead.internal.tree;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.internal.Words;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception group as a tree. Each failure is written once, however often it is reached,
 * so the text grows with the number of failures and not with the ways to them.
 */
public final class FailureTree {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_FAILURES = 100;

  private final StringBuilder out = new StringBuilder();
  private final Set<Throwable> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private final StackTraceElement[] shared;

  private FailureTree(StackTraceElement[] shared) {
    this.shared = shared;
  }

  /** The group as text. */
  public static String of(ExceptionGroup group) {
    var tree = new FailureTree(group.getStackTrace());
    tree.throwable("", "", group, 0);
    return tree.out.toString();
  }

  private void throwable(String indent, String label, Throwable thrown, int depth) {
    out.append(indent).append(label).append(title(thrown));
    if (!written.add(thrown)) {
      out.append(" (shown above)");
      return;
    }
    frames(indent, thrown, depth);
    if (thrown instanceof ExceptionGroup group) {
      members(indent, group.exceptions(), depth);
      suppressedLater(indent, group, depth);
    } else {
      related(indent, thrown, depth);
    }
  }

  /** A group without its failures, which are below it. */
  private static String title(Throwable thrown) {
    return thrown instanceof ExceptionGroup
        ? thrown.getClass().getName() + ": " + thrown.getMessage()
        : Words.of(thrown);
  }

  private void members(String indent, List<Throwable> members, int depth) {
    if (depth == MAX_DEPTH) {
      out.append('\n').append(indent).append("  ... deeper groups are not shown");
      return;
    }
    int shown = Math.min(members.size(), MAX_FAILURES);
    for (int i = 0; i < shown; i++) {
      out.append('\n');
      throwable(indent + "  ", (i + 1) + " of " + members.size() + ": ", members.get(i), depth + 1);
    }
    if (shown < members.size()) {
      out.append('\n').append(indent).append("  ... and ").append(members.size() - shown);
      out.append(" more");
    }
  }

  /** What was suppressed on the way out, by a resource that could not be closed for instance. */
  private void suppressedLater(String indent, ExceptionGroup group, int depth) {
    Throwable[] suppressed = group.getSuppressed();
    for (int i = group.exceptions().size() - 1; i < suppressed.length; i++) {
      nested(indent, "suppressed: ", suppressed[i], depth);
    }
  }

  private void related(String indent, Throwable thrown, int depth) {
    for (Throwable suppressed : thrown.getSuppressed()) {
      nested(indent, "suppressed: ", suppressed, depth);
    }
    nested(indent, "caused by: ", thrown.getCause(), depth);
  }

  private void nested(String indent, String label, @Nullable Throwable thrown, int depth) {
    if (thrown != null && depth < MAX_DEPTH) {
      out.append('\n');
      throwable(indent + "  ", label, thrown, depth + 1);
    }
  }

  /** Frames at the far end that the group's own stack has too are left out. */
  private void frames(String indent, Throwable thrown, int depth) {
    StackTraceElement[] frames = thrown.getStackTrace();
    int common = depth == 0 ? 0 : commonTail(frames);
    for (int i = 0; i < frames.length - common; i++) {
      out.append('\n').append(indent).append("    at ").append(frames[i]);
    }
    if (common > 0) {
      out.append('\n').append(indent).append("    ... ").append(common).append(" more");
    }
  }

  private int commonTail(StackTraceElement[] frames) {
    int common = 0;
    while (common < frames.length
        && common < shared.length
        && frames[frames.length - 1 - common].equals(shared[shared.length - 1 - common])) {
      common++;
    }
    return common;
  }
}
