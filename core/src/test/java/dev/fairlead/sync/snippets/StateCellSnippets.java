package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.StateCell;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

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

  @ForEveryBackend
  void watch() {
    var seen = new ArrayList<Phase>();
    var phase = new StateCell<>(Phase.STARTING);
    // @start region="watch"
    StateCell.Watch<Phase> watch = phase.watch();
    seen.add(watch.next()); // what it is now
    phase.set(Phase.RUNNING);
    seen.add(watch.next()); // waits until it has changed
    // @end
    assertEquals(List.of(Phase.STARTING, Phase.RUNNING), seen);
  }
}
