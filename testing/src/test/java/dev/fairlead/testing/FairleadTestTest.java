package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairleadTestTest {

  @Nested
  class OnAMethod {
    private @Nullable TaskInfo setUpBy;
    private @Nullable TaskInfo testedBy;

    @BeforeEach
    void setUp() {
      setUpBy = Fairlead.currentTask();
    }

    @AfterEach
    void tearDown() {
      assertSame(testedBy, Fairlead.currentTask());
    }

    @FairleadTest
    void setUpAndTestAndTearDownAreOneTask() {
      testedBy = Fairlead.currentTask();
      assertSame(setUpBy, testedBy);
    }
  }

  @Nested
  @FairleadTest
  class OnAClass {
    @Test
    void testsRunInATask() {
      assertEquals(1, Fairlead.currentTask().id());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterizedTestsTakeBothKindsOfParameters(int number, TaskGroup group) {
      var answer = group.startSoon(() -> number * 2);
      assertEquals(number * 2, answer.await());
    }

    @RepeatedTest(2)
    void repeatedTestsRunInATask() {
      assertEquals(1, Fairlead.currentTask().id());
    }

    @Nested
    class Deeper {
      @Test
      void nestedTestsRunInATaskToo() {
        assertEquals(1, Fairlead.currentTask().id());
      }
    }
  }

  @FairleadTest
  void theGroupTakesTasks(TaskGroup group) {
    assertEquals(42, group.startSoon(() -> 42).await());
  }

  @FairleadTest
  void servicesEndWithTheTest(TaskGroup group) {
    var service = group.startSoon(o -> o.withService(), Fairlead::sleepForever);
    assertFalse(service.status().isEnd());
  }

  @FairleadTest
  void theScopeIsThatOfTheTest(CancelScope scope) {
    scope.cancel();
    assertTrue(Fairlead.currentScope().isEffectivelyCancelled());
    assertSame(scope, Fairlead.currentScope());
  }

  @FairleadTest(on = OnBackend.SIMULATED)
  void theClockFollowsVirtualTime(InstantSource clock) {
    Instant before = clock.instant();
    Fairlead.sleep(Duration.ofDays(1));
    assertEquals(Duration.ofDays(1), Duration.between(before, clock.instant()));
  }

  @FairleadTest(seed = 12)
  void askingForTheSimulationLeavesRealBackendsOut(Simulation simulation) {
    assertEquals(12, simulation.seed());
    Fairlead.sleep(Duration.ofHours(1));
    assertEquals(new Deadline(Duration.ofHours(1).toNanos()), Fairlead.currentTime());
  }

  @FairleadTest
  void directoriesOfJunitWork(@TempDir Path directory) {
    assertTrue(Files.isDirectory(directory));
  }

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void portsAreFreeAndNeverTheSame(@FreePort int one, @FreePort int other) {
    assertTrue(one > 0 && other > 0 && one != other);
  }

  @FairleadTest
  @Replay(99)
  void replayRunsTheSimulationWithItsSeedOnly() {
    assertEquals(99, Simulation.current().seed());
  }
}
