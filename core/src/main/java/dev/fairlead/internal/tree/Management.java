package dev.fairlead.internal.tree;

import dev.fairlead.internal.Log;
import dev.fairlead.lowlevel.RuntimesMXBean;
import dev.fairlead.lowlevel.TaskTree;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Answers management tools. */
public final class Management implements RuntimesMXBean {

  /** Asks for registration at the first run. */
  private static final String PROPERTY = "dev.fairlead.management";

  // Under the class's monitor.
  private static boolean registered;
  private static boolean refused; // said once, and not at every run

  private Management() {}

  /** Registers the bean if the system property asks for it. A run goes on without it. */
  public static void registerIfAsked() {
    if (Boolean.getBoolean(PROPERTY)) {
      registerOrReport();
    }
  }

  private static synchronized void registerOrReport() {
    if (!registered && !refused) {
      registered = isRegisteredWith(ManagementFactory.getPlatformMBeanServer());
      refused = !registered;
    }
  }

  /** Tries to register the bean, and says why if it cannot be. */
  static boolean isRegisteredWith(MBeanServer server) {
    try {
      register(server);
      return true;
    } catch (IllegalStateException e) {
      Log.write(Level.WARNING, "tasks are not seen by management tools: " + e.getMessage(), e);
      return false;
    }
  }

  /** Registers the bean, once. */
  public static synchronized void register() {
    if (!registered) {
      register(ManagementFactory.getPlatformMBeanServer());
      registered = true;
    }
  }

  private static void register(MBeanServer server) {
    try {
      server.registerMBean(new Management(), new ObjectName(OBJECT_NAME));
    } catch (JMException e) {
      throw new IllegalStateException(
          "cannot register " + OBJECT_NAME + "; does another copy of this library have it?", e);
    }
  }

  @Override
  public String[] getNames() {
    return TaskTree.captureAll().stream().map(TaskTree::runtime).toArray(String[]::new);
  }

  @Override
  public String dumpAsText() {
    return TaskTree.captureAll().stream().map(TaskTree::toText).collect(Collectors.joining("\n"));
  }

  @Override
  public String dumpAsJson() {
    return TaskTree.captureAll().stream()
        .map(TaskTree::toJson)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
