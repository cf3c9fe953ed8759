package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import java.util.List;

class FromThreadSnippets {

  private static final List<String> FILES = List.of("a", "b");
  private int done;

  private void read(String file) {
    done += file.length();
  }

  @ForEveryBackend
  void call() {
    // @start region="call"
    var halfway = new Event();
    ToThread.run(() -> {
      for (String file : FILES) {
        FromThread.checkCancelled();
        read(file);
        FromThread.run(() -> {
          halfway.set();
          Fairlead.sleep(Duration.ofMillis(1)); // In the task, without blocking a worker.
        });
      }
    });
    // @end
    assertEquals(2, done);
  }
}
