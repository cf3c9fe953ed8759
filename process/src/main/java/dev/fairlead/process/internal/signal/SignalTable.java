package dev.fairlead.process.internal.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Who listens to which signals of this process. The first listener of a signal replaces the JVM's
 * handler, the last one to leave puts it back.
 */
public final class SignalTable {

  private static final Map<String, Entry> ENTRIES = new HashMap<>(); // guarded by the class

  /** The listeners of one signal, and what handled it before. */
  private static final class Entry {
    final List<Predicate<String>> listeners = new CopyOnWriteArrayList<>();
    final Object before;

    Entry(String name) {
      before = JvmSignals.handle(name, JvmSignals.handler(name, this::tell));
    }

    private void tell(String name) {
      boolean taken = false;
      for (Predicate<String> listener : listeners) {
        taken |= listener.test(name);
      }
      if (!taken) {
        handAgain(name);
      }
    }
  }

  private SignalTable() {}

  /**
   * Adds a listener of some signals, or of none of them if it fails. It is called on a thread of
   * the JVM and must not wait; it says whether it has taken the signal, which it must as long as it
   * was not removed.
   *
   * @param names the names without {@code SIG}, each once
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it
   */
  public static synchronized void add(List<String> names, Predicate<String> listener) {
    var added = new ArrayList<String>();
    try {
      for (String name : names) {
        ENTRIES.computeIfAbsent(name, Entry::new).listeners.add(listener);
        added.add(name);
      }
    } finally {
      if (added.size() < names.size()) {
        remove(added, listener);
      }
    }
  }

  /** Removes a listener. */
  public static synchronized void remove(List<String> names, Predicate<String> listener) {
    for (String name : names) {
      Entry entry = ENTRIES.get(name);
      if (entry != null && entry.listeners.remove(listener) && entry.listeners.isEmpty()) {
        ENTRIES.remove(name);
        JvmSignals.handle(name, entry.before);
      }
    }
  }

  /**
   * A signal that was on its way while the last listener left, or before the first had come, goes
   * to whoever handles it now. That is known once the change is over.
   */
  private static synchronized void handAgain(String name) {
    try {
      JvmSignals.raise(name);
    } catch (IllegalArgumentException e) {
      // Nothing of this process does: then it came while there still was a listener.
    }
  }

  /** Sends a signal to this process. */
  public static void raise(String name) {
    JvmSignals.raise(name);
  }
}
