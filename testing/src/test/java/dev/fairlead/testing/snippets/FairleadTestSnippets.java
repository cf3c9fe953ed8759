package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.FreePorts;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.Replay;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import java.util.concurrent.atomic.AtomicInteger;

class FairleadTestSnippets {

  // @start region="method"
  @FairleadTest
  void aTaskHasAValue(TaskGroup group) {
    var answer = group.startSoon(() -> 42);
    assertEquals(42, answer.await());
  }

  // @end

  // @start region="schedules"
  @Schedules(100)
  void noIncrementIsLost() {
    var count = new AtomicInteger();
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          Checkpoints.checkpoint();
          count.incrementAndGet();
        });
      }
    });
    assertEquals(3, count.get());
  }

  // @end

  // @start region="ports"
  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void portsAreFree(@FreePort int tcp, @FreePort(FreePorts.Kind.UDP) int udp) {
    int another = new FreePorts(FreePorts.Kind.TCP).next();
    assertNotEquals(another, tcp);
    assertTrue(udp > 0);
  }

  // @end

  // @start region="replay"
  @Schedules(1000)
  @Replay(17) // until the bug is found that schedule 17 has shown
  void isOnlyRunOnce(Simulation simulation) {
    assertEquals(17, simulation.seed());
  }
  // @end
}
