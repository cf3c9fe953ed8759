package dev.fairlead.process;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class WarmWorkersTest {

  @TempDir Path folder;

  @Test
  void theFirstCallFindsAWorkerThatIsReady() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.warmUp(ToProcessTest::light, 2);
      List<Long> ready = Children.pids();
      assertEquals(2, ready.size());

      assertTrue(ready.contains(ToProcessTest.pid(ToProcessTest::light)));
      ToProcess.warmUp(ToProcessTest::light, 2);
      assertEquals(ready, Children.pids());
    });
  }

  @Test
  void workersWithOtherOptionsAreOthers() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.warmUp(ToProcessTest::light, 1);
      ToProcess.warmUp(o -> ToProcessTest.light(o).withMaxUses(3), 1);

      assertEquals(2, Children.pids().size());
    });
  }

  @Test
  void beingWarmedUpIsNoUse() throws Throwable {
    ToProcessTest.run(() -> {
      UnaryOperator<WorkerOptions> once = o -> ToProcessTest.light(o).withMaxUses(1);
      ToProcess.warmUp(once, 1);

      assertEquals(Children.pids(), List.of(ToProcessTest.pid(once)));
      assertEquals(List.of(), Children.pids());
    });
  }

  @Test
  void oneThatIsIdleForLongEnds() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.warmUp(o -> ToProcessTest.light(o).withIdleLimit(ofMillis(100)), 1);

      Children.pids().forEach(Children::awaitEnd);
      assertEquals(List.of(), Children.pids());
    });
  }

  @Test
  void inACancelledScopeNoneIsStarted() throws Throwable {
    ToProcessTest.run(() -> {
      CancelScope scope = CancelScope.create();
      scope.cancel();
      scope.run(() -> ToProcess.warmUp(ToProcessTest::light, 1));

      assertTrue(scope.cancelledCaught());
      assertEquals(List.of(), Children.pids());
    });
  }

  @Test
  void aCancellationEndsThoseThatAreNotReady() throws Throwable {
    ToProcessTest.run(() -> {
      CancelScope scope = CancelScope.moveOnAfter(ofMillis(30));
      scope.run(() -> ToProcess.warmUp(this::neverReady, 2));

      assertTrue(scope.cancelledCaught());
      Children.assertNoneLeft();
    });
  }

  /** Its JVM does not begin before somebody deletes a file. */
  private WorkerOptions neverReady(WorkerOptions options) {
    return ToProcessTest.light(options)
        .withJvmOptions(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+PauseAtStartup",
            "-XX:PauseAtStartupFile=" + folder.resolve("paused"));
  }

  @Test
  void optionsThatNoJvmTakesAreAnError() throws Throwable {
    ToProcessTest.run(() -> {
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.warmUp(o -> o.withJvmOptions("-Xmx0.5q"), 2));

      assertTrue(error.getMessage().contains("0.5q"), error.getMessage());
      assertThrows(IllegalArgumentException.class, () -> ToProcess.warmUp(ToProcessTest::light, 0));
    });
  }
}
