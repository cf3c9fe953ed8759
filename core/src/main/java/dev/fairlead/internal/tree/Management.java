package dev.fairlead.internal.tree;

import dev.fairlead.lowlevel.RuntimesMXBean;
import dev.fairlead.lowlevel.TaskTree;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Answers management tools. */
public final class Management implements RuntimesMXBean {

  /** Asks for registration at the first run. */
  private static final String PROPERTY = "dev.fairlead.management";

  private static boolean registered; // under the class's monitor

  private Management() {}

  /** Registers the bean if the system property asks for it. */
  public static void registerIfAsked() {
    if (Boolean.getBoolean(PROPERTY)) {
      register();
    }
  }

  /** Registers the bean, once. */
  public static synchronized void register() {
    if (registered) {
      return;
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      server.registerMBean(new Management(), new ObjectName(OBJECT_NAME));
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + OBJECT_NAME, e);
    }
    registered = true;
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
