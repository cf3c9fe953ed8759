package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.AssertionFailedError;

/** How tests with {@link FairleadTest} fail. */
class FailuresTest {

  @BeforeEach
  void forgetTheTrail() {
    MadeToFail.TRAIL.clear();
  }

  private static String failureOf(String method) {
    return Launched.failureOf(MadeToFail.class, method).getMessage();
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  @Test
  void aTaskLeftRunningIsNamedWithThePlaceThatStartedIt() {
    assertContains(
        failureOf("leaksATask"), "task leaked", "sleep until cancelled", "MadeToFail.leaksATask");
  }

  @Test
  void aMethodCannotAskForTheRuntimeOfItsClass() {
    assertContains(failureOf("wantsTheRuntimeOfItsClass"), "put @FairleadTest on its class");
  }

  @Test
  void aTestThatCouldNeverRunIsAFailure() {
    for (String method : List.of("wantsASimulationAndIsReal", "isReplayedAndReal")) {
      assertContains(failureOf(method), "asks for a simulation", "[VIRTUAL] only");
    }
  }

  @Test
  void aSeedThatIsNotThatOfTheClassIsAFailure() {
    assertContains(
        Launched.failureOf(ClassMadeToFail.class, "isReplayedWithAnotherSeed").getMessage(),
        "@Replay(7)",
        "@FairleadTest(seed = 7)");
    assertEquals(
        Status.SUCCESSFUL,
        Launched.method(ClassMadeToFail.class, "isReplayedWithTheSeedOfTheClass")
            .getFirst()
            .result()
            .getStatus());
  }

  @Test
  void aClassThatSaysHowItRunsHasNoMethodWithSchedules() {
    assertContains(
        Launched.failureOf(ClassMadeToFail.class, "isRunInManyOrders").getMessage(),
        "@Schedules is on a method",
        "put @FairleadTest on the other methods");
  }

  @Test
  void thereIsASeedAfterTheLastOne() {
    assertEquals("in a run", failureOf("failsAlsoWithTheLastSeed"));
  }

  @Test
  void aResourceLeftOpenIsNamedWithThePlaceThatOpenedIt() {
    assertContains(
        failureOf("leaksAResource"), "the lease of the printer", "MadeToFail.leaksAResource");
  }

  @Test
  void socketsLeftOpenAreNamedWithThePlacesThatOpenedThem() throws IOException {
    String message = failureOf("leaksSockets");

    for (Resource socket : MadeToFail.SOCKETS) {
      Fairlead.run(socket::close);
    }
    assertContains(message, "TCP 127.0.0.1:", "(listening), opened", "UDP 127.0.0.1:");
    assertEquals(3, message.split("MadeToFail.leaksSockets", -1).length - 1, message);
  }

  @Test
  void aHandleThatIsNotClosedIsNamedWithThePlaceThatMadeIt() {
    assertContains(failureOf("leaksAHandle"), "broadcast", "MadeToFail.leaksAHandle");
  }

  @Test
  void aDescriptorLeftOpenIsNamedByKind() throws IOException {
    String message = failureOf("leaksADescriptor");

    for (Selector selector : MadeToFail.SELECTORS) {
      selector.close();
    }
    assertContains(message, "descriptors left open", "eventpoll");
  }

  @Test
  void aProcessLeftRunningIsNamedWithItsCommand() {
    String message = failureOf("leaksAProcess");

    MadeToFail.PROCESSES.forEach(Process::destroyForcibly);
    assertContains(message, "processes still running", "sleep 60");
  }

  @Test
  void aTestThatTakesTooLongShowsItsTasks() {
    String message = failureOf("hangs");

    assertContains(message, "not done after 3 s", "sleeper: waits for sleep");
    assertFalse(message.contains("after it was cancelled"), message);
  }

  @Test
  void aSwallowedCancellationIsAFailure() {
    assertContains(failureOf("swallowsACancellation"), "caught a Cancelled and went on");
  }

  @Test
  void theOnlyFailureOfATaskComesWithoutItsGroup() {
    Throwable failure = Launched.failureOf(MadeToFail.class, "aTaskFails");

    assertInstanceOf(AssertionFailedError.class, failure);
    assertEquals("in a task", failure.getMessage());
  }

  @Test
  void whatCleansUpIsNotCancelledWithTheTest() {
    failureOf("aTaskFails");

    assertEquals(List.of("cleaned up"), MadeToFail.TRAIL);
  }

  @Test
  void anAssumptionInATaskAbortsTheTest() {
    var end = Launched.method(MadeToFail.class, "anAssumptionOfATaskDoesNotHold").getFirst();

    assertEquals(Status.ABORTED, end.result().getStatus());
  }

  @Test
  void aSimulationThatIsStuckSaysHowToReplayIt() {
    Throwable failure = Launched.failureOf(MadeToFail.class, "isStuck");

    assertInstanceOf(SimulationFailedError.class, failure);
    assertContains(suppressed(failure), "@Replay(0)");
  }

  private static String suppressed(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .map(Throwable::toString)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void schedulesStopAtTheFirstFailureAndNameItsSeed() {
    var ends = Launched.method(MadeToFail.class, "losesAnUpdate");

    var last = ends.getLast();
    assertEquals(Status.FAILED, last.result().getStatus());
    assertTrue(ends.size() < 1000, () -> "runs: " + ends.size());
    assertEquals("seed " + (ends.size() - 1), last.name());
    assertContains(suppressed(last.failure()), "@Replay(" + (ends.size() - 1) + ")");
  }
}
