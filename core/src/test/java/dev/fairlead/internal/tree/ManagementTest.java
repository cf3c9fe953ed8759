package dev.fairlead.internal.tree;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

class ManagementTest {

  @Test
  void aNameThatIsTakenKeepsNoProgramFromRunning() {
    MBeanServer server = MBeanServerFactory.newMBeanServer();

    assertTrue(Management.isRegisteredWith(server));
    assertFalse(Management.isRegisteredWith(server));
  }
}
