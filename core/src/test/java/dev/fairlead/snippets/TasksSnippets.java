package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.Tasks;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

class TasksSnippets {

  private static String fetch(String host) throws IOException {
    if (host.isEmpty()) {
      throw new IOException("no host");
    }
    return "page of " + host;
  }

  @ForEveryBackend
  void gather() {
    var hosts = List.of("a", "b", "c");
    // @start region="gather"
    List<String> both = Tasks.gather(() -> fetch("left"), () -> fetch("right"));
    List<String> pages = Tasks.map(hosts, 10, TasksSnippets::fetch); // ten at once at most
    String fastest = Tasks.race(() -> fetch("near"), () -> fetch("far"));
    String any = Tasks.firstSuccess(() -> fetch(""), () -> fetch("mirror"));
    // @end
    assertEquals(List.of("page of left", "page of right"), both);
    assertEquals(List.of("page of a", "page of b", "page of c"), pages);
    assertEquals(true, fastest.startsWith("page of "));
    assertEquals("page of mirror", any);
  }

  @ForEveryBackend
  void hedged() {
    // @start region="hedge"
    String reply =
        Tasks.firstSuccess(
            o -> o.withStagger(ofMillis(200)), List.of(() -> fetch("one"), () -> fetch("two")));
    // @end
    assertEquals("page of one", reply);
  }

  @ForEveryBackend
  void completed() {
    var lines = new ArrayList<String>();
    // @start region="completed"
    TaskGroup.run(group -> {
      try (var done = Tasks.asCompleted(group, () -> fetch("a"), () -> fetch(""))) {
        for (TaskHandle<String> task : done) {
          lines.add(task.failure().map(Throwable::getMessage).orElseGet(task::result));
        }
      }
    });
    // @end
    assertEquals(List.of("no host", "page of a"), lines.stream().sorted().toList());
  }

  @ForEveryBackend
  void functions() {
    var printed = new ConcurrentLinkedQueue<String>();
    // @start region="functions"
    Tasks.Mapping<String, Integer, RuntimeException> length = word -> word.length();
    Tasks.Use<Integer, RuntimeException> print = number -> printed.add("length " + number);
    List<Integer> lengths = Tasks.map(List.of("a", "bc"), 4, length);
    Tasks.forEach(lengths, 4, print);
    // @end
    assertEquals(List.of("length 1", "length 2"), printed.stream().sorted().toList());
  }
}
