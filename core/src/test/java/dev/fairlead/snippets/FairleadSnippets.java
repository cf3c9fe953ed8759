package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FairleadSnippets {

  private final List<String> greetings = new CopyOnWriteArrayList<>();

  @Test
  void run() {
    // @start region="run"
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> greet("world", ofMillis(20)));
          group.startSoon(() -> greet("moon", ofMillis(1)));
        }));
    // @end
    assertEquals(List.of("hello moon", "hello world"), greetings);
  }

  private void greet(String whom, Duration delay) {
    Fairlead.sleep(delay);
    greetings.add("hello " + whom);
  }
}
