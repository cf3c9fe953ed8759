package dev.fairlead.process;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.testsupport.GuardedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What signals do to a real program, which a worker process stands in for. */
@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class ShutdownTest {

  @TempDir Path folder;

  private static void run(GuardedRun.Body body) throws Throwable {
    new GuardedRun(Backends.virtual(), "shutdown", 55).run(body);
  }

  @Test
  void aSecondSignalEndsAProgramAtOnce() throws Throwable {
    run(() -> {
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.call(ToProcessTest::light, ShutdownTest::ignoreTheFirstSignal));

      assertEquals(143, error.status().orElseThrow().code());
    });
  }

  private static int ignoreTheFirstSignal() {
    Fairlead.run(() ->
        Signals.runUntilStopped(
            ofSeconds(1000),
            group -> {
              Signals.raise(Signal.SIGTERM);
              Fairlead.awaitStopRequested();
              Signals.raise(Signal.SIGTERM);
              Fairlead.sleepForever();
            }));
    return 0;
  }

  @Test
  void aSignalFromOutsideCancelsTheProgramWithAReason() throws Throwable {
    run(() -> {
      String started = folder.resolve("started").toString();
      var reason = new AtomicReference<String>();
      TaskGroup.run(group -> {
        group.startSoon(
            () -> reason.set(ToProcess.call(ToProcessTest::light, () -> runUntilStopped(started))));
        while (!Files.exists(Path.of(started))) {
          Fairlead.sleep(Duration.ofMillis(5));
        }
        long pid = Long.parseLong(Files.readString(Path.of(started)));
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroy(), "no SIGTERM was sent");
      });

      assertTrue(reason.get().contains("SIGTERM"), reason.get());
    });
  }

  private static String runUntilStopped(String started) throws IOException {
    var reason = new StringBuilder();
    Fairlead.<IOException>run(() -> {
      var signal = Signals.runUntilStopped(Duration.ZERO, _ -> waitForTheEnd(started, reason));
      reason.append(" by ").append(signal.orElseThrow());
    });
    return reason.toString();
  }

  private static void waitForTheEnd(String started, StringBuilder reason) throws IOException {
    Path made = Files.writeString(Path.of(started + ".new"), "" + ProcessHandle.current().pid());
    Files.move(made, Path.of(started));
    try {
      Fairlead.sleepForever();
    } finally {
      reason.append(Fairlead.currentScope().cancelCause().orElseThrow().describe());
    }
  }

  @Test
  void theFirstProgramMayBeStartedWhileTheJvmEnds() throws Throwable {
    run(() -> {
      String made = folder.resolve("made").toString();

      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> endAndMake(made)));

      assertTrue(Files.exists(Path.of(made)), error.getMessage());
    });
  }

  private static int endAndMake(String file) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Fairlead.<RuntimeException>run(() -> make(file))));
    System.exit(1);
    return 0;
  }

  private static void make(String file) {
    try {
      byte[] output = Processes.runProcess(Command.of("echo", "the end")).stdout();
      Files.write(Path.of(file), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
