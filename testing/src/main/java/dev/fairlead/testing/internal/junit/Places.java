package dev.fairlead.testing.internal.junit;

import java.lang.StackWalker.StackFrame;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where in the code something happens now, without the frames of the machinery. */
final class Places {

  private static final StackWalker WALKER = StackWalker.getInstance();
  // Enough to come from the parts of the library that users see to where they call it.
  private static final int FRAMES = 8;

  private Places() {}

  static String here() {
    return WALKER.walk(Places::worthShowing);
  }

  private static String worthShowing(Stream<StackFrame> frames) {
    return frames
        .filter(frame -> !isMachinery(frame.getClassName()))
        .limit(FRAMES)
        .map(frame -> "\n      at " + frame.toStackTraceElement())
        .collect(Collectors.joining());
  }

  private static boolean isMachinery(String type) {
    return type.startsWith("java.")
        || type.startsWith("jdk.")
        || type.startsWith("org.junit.")
        || type.startsWith("dev.fairlead.lowlevel.OpenResource")
        || (type.startsWith("dev.fairlead.") && type.contains(".internal."))
        || type.equals("dev.fairlead.TaskGroup");
  }
}
