package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.atomic.AtomicBoolean;

class EventSnippets {

  private final AtomicBoolean warm = new AtomicBoolean();

  private void warmUp() {
    warm.set(true);
  }

  private void serve() {
    assertTrue(warm.get());
  }

  @ForEveryBackend
  void event() {
    // @start region="event"
    var ready = new Event();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        ready.await();
        serve();
      });
      warmUp();
      ready.set();
    });
    // @end
  }
}
