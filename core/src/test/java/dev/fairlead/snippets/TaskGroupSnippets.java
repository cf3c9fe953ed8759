package dev.fairlead.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskStatus;
import dev.fairlead.testsupport.ForEveryBackend;

class TaskGroupSnippets {

  @ForEveryBackend
  void group() {
    // @start region="group"
    int sum =
        TaskGroup.call(group -> {
          TaskHandle<Integer> answer = group.startSoon(() -> 42); // runs beside this body
          int port = group.start(TaskGroupSnippets::serve); // waits until it is ready
          group.cancelScope().cancelAfter(java.time.Duration.ofDays(1), "closing time");
          return answer.await() + port;
        });
    // @end
    assertEquals(8122, sum);
  }

  private static void serve(TaskStatus<Integer> status) {
    status.started(8080);
    Fairlead.awaitStopRequested();
  }
}
