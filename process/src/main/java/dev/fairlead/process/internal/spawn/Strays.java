package dev.fairlead.process.internal.spawn;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Processes that come from a child and that a signal to its group does not reach. Each is held by a
 * pidfd: so it is found again when those have ended that led to it, and nobody else is meant who
 * has got its number since.
 *
 * <p>Guarded by the child.
 */
final class Strays {

  // What a signal can say that is none.
  private static final int NONE = 0;

  private final Map<Long, Integer> held = new LinkedHashMap<>(); // pidfds by number

  /** A question about a process whose number cannot have been given to another meanwhile. */
  @FunctionalInterface
  interface Question {
    boolean ask();
  }

  /** Holds what comes from a process that is not reaped. */
  void addFrom(long ancestor, LongPredicate wanted) throws IOException {
    for (long each : ProcessTable.descendants(ancestor)) {
      if (wanted.test(each)) {
        add(each, () -> ProcessTable.isDescendant(each, ancestor));
      }
    }
  }

  /** Holds what those have started meanwhile that are held and have not ended. */
  void addTheirs() throws IOException {
    forgetEnded();
    for (var stray : List.copyOf(held.entrySet())) {
      long ancestor = stray.getKey();
      for (long each : ProcessTable.descendants(ancestor)) {
        // Asked last: as long as the ancestor is there, its number is its own.
        add(each, () -> ProcessTable.isDescendant(each, ancestor) && isThere(stray.getValue()));
      }
    }
  }

  /** Holds a process, if it is still the one that is meant once it is held. */
  void add(long process, Question stillMeant) throws IOException {
    if (held.containsKey(process)) {
      return;
    }
    int pidfd;
    try {
      pidfd = Libc.pidfdOpen(process);
    } catch (Libc.Errno e) {
      if (e.number != Libc.ESRCH) { // Otherwise it has ended.
        warn("holding on to process " + process + ", which is to be ended", e);
      }
      return;
    }
    if (stillMeant.ask()) {
      held.put(process, pidfd);
    } else {
      Libc.close(pidfd);
    }
  }

  /** Signals all of them. Those that may not be signalled are let go: nothing ends them. */
  void signal(int number) throws IOException {
    for (var each = held.entrySet().iterator(); each.hasNext(); ) {
      var stray = each.next();
      try {
        boolean _ = Libc.pidfdSendSignal(stray.getValue(), number);
      } catch (Libc.Errno e) {
        warn("ending process " + stray.getKey(), e);
        each.remove();
        Libc.close(stray.getValue());
      }
    }
  }

  private static void warn(String doing, IOException failure) {
    System.getLogger("dev.fairlead.process").log(Level.WARNING, doing, failure);
  }

  /** Whether one of them has not ended. */
  boolean areLeft() throws IOException {
    forgetEnded();
    return !held.isEmpty();
  }

  private void forgetEnded() throws IOException {
    for (Iterator<Map.Entry<Long, Integer>> each = held.entrySet().iterator(); each.hasNext(); ) {
      var stray = each.next();
      // In this order: if it is there afterwards, what was read before was read of it.
      if (ProcessTable.hasEnded(stray.getKey()) || !isThere(stray.getValue())) {
        each.remove();
        Libc.close(stray.getValue());
      }
    }
  }

  private static boolean isThere(int pidfd) {
    try {
      return Libc.pidfdSendSignal(pidfd, NONE);
    } catch (Libc.Errno e) {
      return true; // We may not signal it.
    }
  }

  /** Holds none of them any more. */
  void letGo() throws IOException {
    for (var each = held.values().iterator(); each.hasNext(); ) {
      int pidfd = each.next();
      each.remove();
      Libc.close(pidfd);
    }
  }
}
