package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** How properties that run as tasks fail. */
class PropertyFailuresTest {

  private static String failureOf(String property) {
    return failureOf(PropertiesMadeToFail.class, property);
  }

  private static String failureOf(Class<?> type, String property) {
    var ends = Launched.method(type, property);
    assertEquals(1, ends.size(), "the property is run by jqwik, and by nobody else");
    var text = new StringWriter();
    ends.getFirst().failure().printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void assertContains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "\"" + part + "\" is not in: " + text);
    }
  }

  @Test
  void anExampleThatFailsInATaskIsMadeSmaller() {
    assertContains(failureOf("failsInATask"), "in a task");
    assertEquals(4_321, PropertiesMadeToFail.SMALLEST.get());
  }

  @Test
  void aPropertyThatIsFalseFails() {
    assertContains(failureOf(PropertiesMadeToFail.OnAClass.class, "isSometimesFalse"), "{0=50}");
  }

  @Test
  void aTryThatLeaksATaskFails() {
    assertContains(failureOf("leaksATask"), "task leaked", "PropertiesMadeToFail.leaksATask");
  }

  @Test
  void theScheduleThatATryFailsOnIsNamed() {
    assertContains(failureOf("losesAnUpdate"), "@Replay(");
  }
}
