package dev.fairlead.testing.internal.junit;

import java.lang.StackWalker.StackFrame;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where in the code something happens now, without the frames of the machinery. */
final class Places {

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final int FRAMES = 4;

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
        || type.startsWith("dev.fairlead.internal.")
        || type.startsWith("dev.fairlead.lowlevel.OpenResource")
        || type.startsWith("dev.fairlead.testing.internal.")
        || type.equals("dev.fairlead.TaskGroup");
  }
}
