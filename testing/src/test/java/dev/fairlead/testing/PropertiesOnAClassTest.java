package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** All properties of a class as tasks. Run by jqwik itself. */
@AddLifecycleHook(FairleadProperties.class)
@FairleadTest(on = OnBackend.SIMULATED)
class PropertiesOnAClassTest {

  @Property(tries = 5)
  void propertiesRunInATask(@ForAll @IntRange(min = 1, max = 1000) int hours) {
    Fairlead.sleep(Duration.ofHours(hours));
    assertEquals(Duration.ofHours(hours).toNanos(), Fairlead.currentTime().nanos());
  }

  @Property(tries = 5)
  boolean theirAnswerCounts(@ForAll int number) {
    return Fairlead.currentTask().id() == 1;
  }

  @Example
  void examplesRunInATask() {
    assertEquals(1, Fairlead.currentTask().id());
  }
}
