package dev.fairlead.process;

import dev.fairlead.process.internal.spawn.Child;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that belong to a scope of this JVM. A JVM that ends without leaving its scopes, as
 * after Ctrl-C, ends them: they have groups of their own, so nobody else would.
 */
final class LiveChildren {

  private static final Set<Child> ALL = ConcurrentHashMap.newKeySet();
  private static final int SIGTERM = 15;

  static {
    registerHook();
  }

  private LiveChildren() {}

  private static void registerHook() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(LiveChildren::endAll, "dev.fairlead-end-of-children"));
    } catch (IllegalStateException e) {
      // The JVM is ending already, and what is started now belongs to the clean-up.
    }
  }

  static void add(Child child) {
    ALL.add(child);
  }

  static void remove(Child child) {
    ALL.remove(child);
  }

  private static void endAll() {
    for (Child child : ALL) {
      try {
        child.signalAll(SIGTERM);
      } catch (IOException e) {
        System.getLogger("dev.fairlead.process").log(Level.WARNING, "ending " + child, e);
      }
    }
  }
}
