package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.RunListener;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RunListenerSnippets {

  // @start region="listener"
  static final class TaskCount implements RunListener {
    private final LongAdder started = new LongAdder();

    @Override
    public void taskStarted(TaskInfo task) {
      started.increment();
    }
  }

  static long tasksOf(Runnable program) {
    var count = new TaskCount();
    Fairlead.run(o -> o.withListener(count), program::run);
    return count.started.sum();
  }

  // @end

  @Test
  void listener() {
    long tasks = tasksOf(() -> TaskGroup.run(group -> group.startSoon(() -> {})));
    assertEquals(2, tasks); // the root task is one too
  }
}
