package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testing.FairleadProperties;
import dev.fairlead.testing.FairleadTest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;

@AddLifecycleHook(FairleadProperties.class)
class FairleadPropertiesSnippets {

  // @start region="property"
  @Property(tries = 20)
  @FairleadTest
  void whatIsSentIsReceivedInOrder(@ForAll List<Integer> numbers, TaskGroup group) {
    var channel = MemoryObjectStreams.<Integer>create(3);
    group.startSoon(() -> {
      try (var sender = channel.send()) {
        for (int number : numbers) {
          sender.send(number);
        }
      }
    });
    var received = new ArrayList<Integer>();
    try (var receiver = channel.receive()) {
      receiver.forEach(received::add);
    }
    assertEquals(numbers, received);
  }
  // @end
}
