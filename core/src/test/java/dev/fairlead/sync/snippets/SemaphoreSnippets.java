package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

class SemaphoreSnippets {

  private final ConcurrentLinkedQueue<String> fetched = new ConcurrentLinkedQueue<>();

  private void fetch(String page) {
    fetched.add(page);
  }

  @ForEveryBackend
  void semaphore() {
    List<String> pages = List.of("a", "b", "c");
    // @start region="semaphore"
    var connections = new Semaphore(2);
    TaskGroup.run(group -> {
      for (String page : pages) {
        group.startSoon(() -> connections.run(() -> fetch(page)));
      }
    });
    // @end
    assertEquals(pages, fetched.stream().sorted().toList());
    assertEquals(2, connections.availablePermits());
  }
}
