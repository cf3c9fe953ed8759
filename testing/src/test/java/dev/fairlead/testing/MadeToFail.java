package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.net.Net;
import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;

/** Tests that fail, run by {@link FailuresTest} only: the name keeps them from the build. */
class MadeToFail {

  static final List<String> TRAIL = new ArrayList<>();
  static final List<Selector> SELECTORS = new ArrayList<>();
  static final List<Resource> SOCKETS = new ArrayList<>();
  static final List<Process> PROCESSES = new ArrayList<>();

  @AfterEach
  void cleanUp() {
    Checkpoints.checkpoint();
    TRAIL.add("cleaned up");
  }

  @FairleadTest(lifetime = FairleadTest.Lifetime.PER_CLASS)
  void wantsTheRuntimeOfItsClass() {}

  @FairleadTest(on = OnBackend.VIRTUAL)
  void wantsASimulationAndIsReal(Simulation simulation) {}

  @Replay(7)
  @FairleadTest(on = OnBackend.VIRTUAL)
  void isReplayedAndReal() {}

  @Schedules(value = 3, firstSeed = Long.MAX_VALUE)
  void failsAlsoWithTheLastSeed() {
    fail("in a run");
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksATask(TaskGroup group) {
    group.startSoon(o -> o.withName("leaked"), Fairlead::sleepForever);
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksAResource() {
    OpenResource.note("the lease of the printer");
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksSockets() throws IOException {
    var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
    SOCKETS.add(listener);
    SOCKETS.add(Net.connectTcp("127.0.0.1", listener.port()));
    SOCKETS.add(Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1")));
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksAHandle() {
    Broadcast<String> _ = new Broadcast<>();
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksAProcess() throws IOException {
    PROCESSES.add(new ProcessBuilder("sleep", "60").start());
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksADescriptor() throws IOException {
    SELECTORS.add(Selector.open());
  }

  @FairleadTest(on = OnBackend.VIRTUAL, seconds = 3)
  void hangs(TaskGroup group) {
    group.startSoon(o -> o.withName("sleeper"), Fairlead::sleepForever);
    Fairlead.sleepForever();
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void swallowsACancellation() {
    CancelScope scope = CancelScope.create();
    scope.cancel();
    scope.run(() -> {
      try {
        Checkpoints.checkpoint();
      } catch (Cancelled swallowed) {
        TRAIL.add("swallowed");
      }
    });
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void aTaskFails(TaskGroup group) {
    group.startSoon(() -> fail("in a task"));
    Fairlead.sleepForever();
  }

  @FairleadTest(on = OnBackend.VIRTUAL)
  void anAssumptionOfATaskDoesNotHold(TaskGroup group) {
    group.startSoon(() -> Assumptions.abort("not here"));
    Fairlead.sleepForever();
  }

  @FairleadTest(on = OnBackend.SIMULATED)
  void isStuck() {
    Fairlead.sleepForever();
  }

  /** Fails in some orders only. */
  @Schedules(1000)
  void losesAnUpdate() {
    var count = new int[1];
    TaskGroup.run(group -> {
      for (int i = 0; i < 2; i++) {
        group.startSoon(() -> {
          int seen = count[0];
          Checkpoints.checkpoint();
          count[0] = seen + 1;
        });
      }
    });
    assertEquals(2, count[0]);
  }
}
