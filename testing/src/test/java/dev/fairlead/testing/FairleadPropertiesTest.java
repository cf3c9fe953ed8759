package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.TcpListener;
import java.time.InstantSource;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.lifecycle.PerProperty;
import org.jspecify.annotations.Nullable;

/** Properties of jqwik as tasks. Run by jqwik itself. */
@AddLifecycleHook(FairleadProperties.class)
class FairleadPropertiesTest {

  private @Nullable TaskInfo before;
  private int runs;

  @BeforeTry
  void setUp() {
    before = currentTask().orElse(null);
  }

  @AfterTry
  void tearDown() {
    assertSame(before, currentTask().orElse(null));
  }

  private static Optional<TaskInfo> currentTask() {
    try {
      return Optional.of(Fairlead.currentTask());
    } catch (IllegalStateException e) {
      return Optional.empty(); // For the property without the annotation.
    }
  }

  @Property(tries = 7)
  @FairleadTest
  @PerProperty(SevenOnEachBackend.class)
  void eachTryIsATaskWithWhatComesBeforeAndAfterIt(@ForAll int number) {
    assertSame(before, Fairlead.currentTask());
    assertEquals(1, Fairlead.currentTask().id());
    runs++;
  }

  /** Counts the tries. */
  private final class SevenOnEachBackend implements PerProperty.Lifecycle {
    @Override
    public void onSuccess() {
      assertEquals(7 * (OnBackend.CARRIER.isAvailable() ? 3 : 2), runs);
    }
  }

  @Property(tries = 3)
  @FairleadTest
  void parametersOfBothKindsAreGiven(
      TaskGroup group,
      @ForAll int number,
      CancelScope scope,
      TcpListener listener,
      InstantSource clock) {
    assertEquals(number, group.startSoon(() -> number).await());
    assertSame(scope, Fairlead.currentScope());
    assertTrue(listener.port() > 0);
    assertTrue(clock.millis() > 0);
  }

  @Property(tries = 2)
  @FairleadTest(seed = 5)
  void theSimulationLeavesRealBackendsOut(@ForAll boolean any, Simulation simulation) {
    assertEquals(5, simulation.seed());
  }

  @Property(tries = 2)
  @FairleadTest
  @Replay(8)
  void aReplayIsSimulatedOnly(@ForAll boolean any) {
    assertEquals(8, Simulation.current().seed());
  }

  @Property(tries = 50)
  @FairleadTest(on = OnBackend.VIRTUAL)
  void whatIsAssumedLimitsTheTries(@ForAll @IntRange(min = 0, max = 100) int number) {
    Checkpoints.checkpoint();
    Assume.that(number % 2 == 0);
    assertTrue(number % 2 == 0);
  }

  @Property(tries = 2)
  @Schedules(value = 10, firstSeed = 3)
  @PerProperty(EachSeedOnce.class)
  void eachTryIsRunInManyOrders(@ForAll boolean any, Simulation simulation) {
    assertTrue(simulation.seed() >= 3 && simulation.seed() < 13);
    runs++;
  }

  /** Counts the tries. */
  private final class EachSeedOnce implements PerProperty.Lifecycle {
    @Override
    public void onSuccess() {
      assertEquals(2 * 10, runs);
    }
  }

  @Property(tries = 2)
  void propertiesWithoutTheAnnotationAreLeftAlone(@ForAll boolean any) {
    assertThrows(IllegalStateException.class, Fairlead::currentTask);
  }
}
