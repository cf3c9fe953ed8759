package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.RuntimesMXBean;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.testsupport.ForEveryBackend;
import java.lang.management.ManagementFactory;
import javax.management.JMX;
import javax.management.ObjectName;

class RuntimesMXBeanSnippets {

  @ForEveryBackend
  void jmx() throws Exception {
    // @start region="jmx"
    TaskTree.exposeToManagement();

    var runtimes =
        JMX.newMXBeanProxy(
            ManagementFactory.getPlatformMBeanServer(),
            new ObjectName(RuntimesMXBean.OBJECT_NAME),
            RuntimesMXBean.class);
    String tree = runtimes.dumpAsText();
    // @end
    assertTrue(tree.contains("main: runs"), tree);
  }
}
