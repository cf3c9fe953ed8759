package dev.fairlead.process;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.GuardedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class ToProcessTest {

  private static final String LIMIT = "64m";

  @TempDir Path folder;

  static void run(GuardedRun.Body body) throws Throwable {
    new GuardedRun(Backends.virtual(), "workers", 55).run(body);
  }

  /** Small and quick to start. */
  static WorkerOptions light(WorkerOptions options) {
    return options.withJvmOptions(
        "-Xmx" + LIMIT, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
  }

  static WorkerOptions portable(WorkerOptions options) {
    return on(Platform.PORTABLE, options);
  }

  static WorkerOptions on(Platform platform, WorkerOptions options) {
    return light(((WorkerSettings) options).on(platform));
  }

  static long pid(UnaryOperator<WorkerOptions> options) throws IOException {
    return ToProcess.call(options, () -> ProcessHandle.current().pid());
  }

  @Test
  void aFunctionRunsInAnotherProcessWhichIsKeptForTheNext() throws Throwable {
    run(() -> {
      int captured = 20;

      assertEquals(21, ToProcess.call(ToProcessTest::light, () -> captured + 1));
      long first = pid(ToProcessTest::light);
      assertNotEquals(ProcessHandle.current().pid(), first);
      assertEquals(first, pid(ToProcessTest::light));
      long heap = ToProcess.call(ToProcessTest::light, () -> Runtime.getRuntime().maxMemory());
      assertTrue(heap <= 64 << 20, "options are not carried over, the heap is " + heap);
    });
  }

  @Test
  void whatAFunctionThrowsIsThrownHere() throws Throwable {
    run(() -> {
      var error =
          assertThrows(
              IOException.class,
              () ->
                  ToProcess.call(
                      ToProcessTest::light,
                      () -> {
                        throw new IOException("from there");
                      }));
      assertEquals("from there", error.getMessage());

      var several =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  ToProcess.call(
                      ToProcessTest::light,
                      () -> {
                        throw new ExceptionGroup("there", List.of(new IOException("disk")));
                      }));
      assertEquals("disk", several.match(IOException.class).get(0).getMessage());

      var unserialisable =
          assertThrows(
              RemoteFailureException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> Thread.currentThread()));
      assertTrue(unserialisable.getMessage().contains("Thread"), unserialisable.getMessage());
    });
  }

  @Test
  void aCrashSaysHowAndWhatWasPrinted() throws Throwable {
    run(() -> {
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () ->
                  ToProcess.call(
                      ToProcessTest::light,
                      () -> {
                        System.err.println("last words");
                        Runtime.getRuntime().halt(3);
                        return 0;
                      }));

      assertEquals(new ExitStatus.Exited(3), error.status().orElseThrow());
      assertTrue(error.getMessage().contains("last words"), error.getMessage());
    });
  }

  @Test
  void aWorkerThatIsKilledFromOutsideIsReplaced() throws Throwable {
    run(() -> {
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.call(ToProcessTest::light, ToProcessTest::killOneself));

      assertEquals(new ExitStatus.Killed(9), error.status().orElseThrow());
      assertTrue(pid(ToProcessTest::light) > 0);
    });
  }

  private static int killOneself() throws IOException {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + self).start().onExit().join();
    return 0;
  }

  @Test
  void aCancellationKillsTheWorker() throws Throwable {
    run(() -> {
      long before = pid(ToProcessTest::light);

      String begun = folder.resolve("begun").toString();
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() -> ToProcess.call(ToProcessTest::light, () -> beginAndNeverEnd(begun))));
        while (!Files.exists(Path.of(begun))) {
          Fairlead.sleep(ofMillis(5));
        }
        scope.cancel();
      });

      assertTrue(scope.cancelledCaught());
      assertFalse(Children.isAlive(before));
      assertNotEquals(before, pid(ToProcessTest::light));
    });
  }

  private static int beginAndNeverEnd(String begun) throws IOException {
    Files.createFile(Path.of(begun));
    while (true) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCancelledTaskCanWaitForTheFunction() throws Throwable {
    run(() -> {
      CancelScope scope = CancelScope.create();
      var values = new ArrayList<Long>();
      long before = pid(ToProcessTest::light);
      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() ->
                values.add(
                    ToProcess.call(
                        o -> light(o).withWaitOnCancel(), () -> ProcessHandle.current().pid()))));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel();
      });

      assertEquals(List.of(before), values);
      assertEquals(before, pid(ToProcessTest::light));
    });
  }

  @Test
  void inACancelledScopeNoWorkerIsTaken() throws Throwable {
    run(() -> {
      CancelScope scope = CancelScope.create();
      scope.cancel();
      scope.run(() -> pid(ToProcessTest::light));

      assertTrue(scope.cancelledCaught());
      Children.assertNoneLeft();
    });
  }

  @Test
  void theLimiterLimits() throws Throwable {
    run(() -> {
      assertEquals(
          Runtime.getRuntime().availableProcessors(), ToProcess.defaultLimiter().totalTokens());
      var limiter = new CapacityLimiter(1);
      var pids = new CopyOnWriteArrayList<Long>();
      TaskGroup.run(group -> {
        for (int i = 0; i < 3; i++) {
          group.startSoon(() -> pids.add(pid(o -> light(o).withLimiter(limiter))));
        }
      });
      assertEquals(1, pids.stream().distinct().count(), pids.toString());
    });
  }

  @Test
  void anIdleWorkerEnds() throws Throwable {
    run(() -> {
      long worker = pid(o -> light(o).withIdleLimit(ofMillis(100)));

      Children.awaitEnd(worker);
      assertNotEquals(worker, pid(o -> light(o).withIdleLimit(ofSeconds(100))));
    });
  }

  @Test
  void aWorkerIsReplacedAfterSoManyFunctions() throws Throwable {
    run(() -> {
      UnaryOperator<WorkerOptions> twice = o -> light(o).withMaxUses(2);

      long first = pid(twice);
      assertEquals(first, pid(twice));
      assertFalse(Children.isAlive(first));
      assertNotEquals(first, pid(twice));
      assertThrows(IllegalArgumentException.class, () -> pid(o -> o.withMaxUses(0)));
    });
  }

  @Test
  void theClassPathIsThatOfThisProgram() throws Throwable {
    run(() -> {
      String there = ToProcess.call(ToProcessTest::light, () -> Where.classesAreFrom());

      assertEquals(Where.classesAreFrom(), there);
    });
  }

  /** A class of this test, which a worker has to find. */
  private static final class Where {
    static String classesAreFrom() {
      return Where.class.getProtectionDomain().getCodeSource().getLocation().toString();
    }
  }

  @Test
  void whatCannotBeSerialisedIsRefused() throws Throwable {
    run(() -> {
      Thread unserialisable = Thread.currentThread();

      assertThrows(
          IllegalArgumentException.class, () -> ToProcess.call(() -> unserialisable.getName()));
      Children.assertNoneLeft(); // No worker was started for it.
    });
  }
}
