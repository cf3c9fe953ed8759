package dev.fairlead.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class ExceptionGroupSnippets {

  private final List<String> log = new ArrayList<>();

  @ForEveryBackend
  void match() {
    // @start region="match"
    try {
      TaskGroup.run(group -> group.startSoon(ExceptionGroupSnippets::fetch));
    } catch (ExceptionGroup failures) {
      for (IOException e : failures.match(IOException.class)) {
        log.add(e.getMessage());
      }
    }
    // @end
    assertEquals(List.of("no answer"), log);
  }

  private static void fetch() throws IOException {
    throw new IOException("no answer");
  }

  @ForEveryBackend
  void split() {
    // @start region="split"
    try {
      TaskGroup.run(group -> group.startSoon(ExceptionGroupSnippets::fetch));
    } catch (ExceptionGroup failures) {
      ExceptionGroup.Split split = failures.split(IOException.class::isInstance);
      split.matched().ifPresent(expected -> log.add(expected.getMessage()));
      split.rest().ifPresent(bugs -> log.add("to be looked at: " + bugs));
    }
    // @end
    assertEquals(1, log.size());
  }
}
