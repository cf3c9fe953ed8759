package dev.fairlead.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSupportTest {

  @ForEveryBackend
  void aMarkedMethodRunsInTheRootTaskOfTheBackendItIsGiven(Backend backend) {
    assertEquals("main", Fairlead.currentTask().name());
    assertTrue(TestBackends.all().stream().anyMatch(known -> known.name().equals(backend.name())));
  }

  @Nested
  @ForEveryBackend
  class OnAClass {
    @Test
    void testsRunInATask() {
      assertEquals("main", Fairlead.currentTask().name());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterizedTestsRunInATask(int parameter, @TempDir java.nio.file.Path directory) {
      assertTrue(parameter > 0 && directory.isAbsolute());
      assertEquals("main", Fairlead.currentTask().name());
    }
  }

  @Test
  void aTestThatHangsFailsWithItsTaskTree() {
    var run = new GuardedRun(Backends.virtual(), "hanging", 3);

    var error =
        assertThrows(
            AssertionError.class,
            () ->
                run.run(() ->
                    TaskGroup.run(group ->
                        group.startSoon(
                            o -> o.withName("sleeper"), () -> Fairlead.sleepForever()))));

    assertTrue(
        error.getMessage().contains("sleeper waits for sleep until cancelled"), error::getMessage);
    assertTrue(error.getMessage().contains("TestSupportTest.java"), error::getMessage);
  }

  @Test
  void aDescriptorLeftOpenFailsTheTest() throws Exception {
    var opened = new Selector[1];
    var run = new GuardedRun(Backends.virtual(), "leaking", 2);

    var error =
        assertThrows(AssertionError.class, () -> run.run(() -> opened[0] = Selector.open()));

    opened[0].close();
    assertTrue(error.getMessage().contains("eventpoll"), error::getMessage);
    assertFalse(error.getMessage().contains("pipe"), error::getMessage);
  }
}
