package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.FairleadTest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** On the class path jqwik finds by itself how to run a property as a task. */
final class SumsPropertiesTest {
  @Property(tries = 20)
  @FairleadTest
  void aTaskAddsUpAsItsParentDoes(@ForAll List<Integer> numbers, TaskGroup group) {
    var sum = group.startSoon(() -> sum(numbers));
    assertEquals(1, Fairlead.currentTask().id());
    assertEquals(sum(numbers), sum.await());
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
