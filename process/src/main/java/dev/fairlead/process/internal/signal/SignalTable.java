package dev.fairlead.process.internal.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who listens to which signals of this process. The first listener of a signal replaces the JVM's
 * handler, the last one to leave puts it back.
 */
public final class SignalTable {

  private static final Map<String, Entry> ENTRIES = new HashMap<>(); // guarded by the class

  /** The listeners of one signal, and what handled it before. */
  private static final class Entry {
    final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    final Object before;

    Entry(String name) {
      before =
          JvmSignals.handle(
              name, JvmSignals.handler(name, it -> listeners.forEach(each -> each.accept(it))));
    }
  }

  private SignalTable() {}

  /**
   * Adds a listener of some signals, or of none of them if it fails. It is called on a thread of
   * the JVM and must not wait.
   *
   * @param names the names without {@code SIG}, each once
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it
   */
  public static synchronized void add(List<String> names, Consumer<String> listener) {
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
  public static synchronized void remove(List<String> names, Consumer<String> listener) {
    for (String name : names) {
      Entry entry = ENTRIES.get(name);
      if (entry != null && entry.listeners.remove(listener) && entry.listeners.isEmpty()) {
        ENTRIES.remove(name);
        JvmSignals.handle(name, entry.before);
      }
    }
  }

  /** Sends a signal to this process. */
  public static void raise(String name) {
    JvmSignals.raise(name);
  }
}
