package dev.fairlead.net;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Descriptors that the process was started with, as systemd and others tell of them. */
final class Inherited {

  private static final int FIRST = 3;
  private static final AtomicBoolean TAKEN = new AtomicBoolean();

  private Inherited() {}

  static List<Descriptor> take() {
    List<Descriptor> found = find(System.getenv(), ProcessHandle.current().pid());
    if (!found.isEmpty() && !TAKEN.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the inherited descriptors have been handed out before; keep what you got then");
    }
    return found;
  }

  /** What the variables say; nothing if they are meant for another process. */
  static List<Descriptor> find(Map<String, String> variables, long pid) {
    String count = variables.getOrDefault("LISTEN_FDS", "");
    String forWhom = variables.getOrDefault("LISTEN_PID", String.valueOf(pid));
    if (count.isEmpty() || !forWhom.equals(String.valueOf(pid))) {
      return List.of();
    }
    return IntStream.range(FIRST, FIRST + number(count)).mapToObj(Descriptor::ofNumber).toList();
  }

  private static int number(String count) {
    try {
      return Integer.parseUnsignedInt(count);
    } catch (NumberFormatException e) {
      throw new IllegalStateException("LISTEN_FDS must be a number: " + count, e);
    }
  }
}
