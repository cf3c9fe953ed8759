package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.StateCell;
import dev.fairlead.testsupport.ForEveryBackend;

class StateCellSnippets {

  private enum Phase {
    STARTING,
    RUNNING
  }

  @ForEveryBackend
  void cell() {
    // @start region="cell"
    var phase = new StateCell<>(Phase.STARTING);
    TaskGroup.run(group -> {
      group.startSoon(() -> phase.set(Phase.RUNNING));
      phase.awaitUntil(now -> now == Phase.RUNNING);
    });
    // @end
    assertEquals(Phase.RUNNING, phase.get());
  }
}
