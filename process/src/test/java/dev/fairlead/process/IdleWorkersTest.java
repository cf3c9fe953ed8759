package dev.fairlead.process;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers that end while nobody looks at them: in a runtime that goes on, without another call. */
@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class IdleWorkersTest {

  @TempDir Path folder;

  private static WorkerOptions briefly(WorkerOptions options) {
    return ToProcessTest.light(options).withIdleLimit(ofMillis(50));
  }

  private static WorkerOptions brieflyWithoutNativeCode(WorkerOptions options) {
    return ToProcessTest.portable(options).withIdleLimit(ofMillis(50));
  }

  @Test
  void oneThatEndsByItselfIsReapedAndItsPipesAreClosed() throws Throwable {
    ToProcessTest.run(() -> {
      long before = Children.openPipes();
      long worker = ToProcessTest.pid(IdleWorkersTest::briefly);

      Children.assertNoneLeft();
      Children.awaitOpenPipes(before);
      assertNotEquals(worker, ToProcessTest.pid(IdleWorkersTest::briefly));
    });
  }

  @Test
  void theSameHoldsWithoutNativeCode() throws Throwable {
    ToProcessTest.run(() -> {
      long before = Children.openPipes();
      ToProcessTest.pid(IdleWorkersTest::brieflyWithoutNativeCode);

      Children.assertNoneLeft();
      Children.awaitOpenPipes(before);
    });
  }

  @Test
  void oneThatIsKilledFromOutsideIsReaped() throws Throwable {
    ToProcessTest.run(() -> {
      long worker = ToProcessTest.pid(ToProcessTest::light);
      assertTrue(ProcessHandle.of(worker).orElseThrow().destroyForcibly());

      Children.assertNoneLeft();
      assertNotEquals(worker, ToProcessTest.pid(ToProcessTest::light));
    });
  }

  @Test
  void oneMayBeIdleForAsLongAsADurationCanSay() throws Throwable {
    ToProcessTest.run(() -> {
      var forEver = Duration.ofSeconds(Long.MAX_VALUE);

      assertEquals(1, ToProcess.call(o -> ToProcessTest.light(o).withIdleLimit(forEver), () -> 1));
    });
  }

  @Test
  void severalThatEndAtOnceAreReaped() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.warmUp(IdleWorkersTest::briefly, 3);

      Children.assertNoneLeft();
    });
  }

  @Test
  void whatItsFunctionsLeftBehindEndsWithIt() throws Throwable {
    ToProcessTest.run(() -> {
      long left = ToProcess.call(IdleWorkersTest::briefly, IdleWorkersTest::leaveAProcessBehind);

      Children.assertNoneLeft();
      Children.awaitEnd(left);
    });
  }

  private static long leaveAProcessBehind() throws IOException {
    return new ProcessBuilder("sleep", "100").start().pid();
  }

  @Test
  void aThreadThatAFunctionLeftBehindDoesNotKeepIt() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.call(IdleWorkersTest::briefly, IdleWorkersTest::leaveAThreadBehind);

      Children.assertNoneLeft();
    });
  }

  static int leaveAThreadBehind() {
    Thread.ofPlatform().daemon(false).start(IdleWorkersTest::waitForEver);
    return 0;
  }

  private static void waitForEver() {
    while (true) {
      LockSupport.park();
    }
  }

  @Test
  void oneWhoseProgramIsKilledEndsInTheMiddleOfItsFunction() throws Throwable {
    ToProcessTest.run(() -> {
      String begun = folder.resolve("begun").toString();
      UnaryOperator<WorkerOptions> options = ToProcessTest::light;
      TaskGroup.run(group -> {
        var program =
            group.startSoon(() ->
                assertThrows(
                    BrokenWorkerProcessException.class,
                    () -> ToProcess.call(options, () -> runAWorker(begun))));
        long worker = awaitPid(Path.of(begun));
        assertTrue(Children.isAlive(worker));
        Children.pids().forEach(IdleWorkersTest::kill);
        program.await();
        Children.awaitEnd(worker);
      });
    });
  }

  private static void kill(long pid) {
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
  }

  private static int runAWorker(String begun) throws IOException {
    return Fairlead.<Integer, IOException>call(
        () -> ToProcess.call(ToProcessTest::light, () -> sayWhoAndNeverEnd(begun)));
  }

  private static int sayWhoAndNeverEnd(String begun) throws IOException {
    Path made = Files.writeString(Path.of(begun + ".new"), "" + ProcessHandle.current().pid());
    Files.move(made, Path.of(begun));
    while (true) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long awaitPid(Path file) throws IOException {
    while (!Files.exists(file)) {
      Fairlead.sleep(ofMillis(5));
    }
    return Long.parseLong(Files.readString(file));
  }

  @Test
  void oneThatIsInUseIsLeftToWhoUsesIt() throws Throwable {
    ToProcessTest.run(() -> {
      long worker = ToProcessTest.pid(ToProcessTest::light);
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () ->
                  ToProcess.call(
                      ToProcessTest::light,
                      () -> {
                        Runtime.getRuntime().halt(4);
                        return 0;
                      }));

      assertEquals(new ExitStatus.Exited(4), error.status().orElseThrow());
      assertFalse(Children.isAlive(worker));
      Children.assertNoneLeft();
    });
  }
}
