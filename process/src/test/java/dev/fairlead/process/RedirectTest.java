package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the standard streams of a process are, as the kernel tells it. */
@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class RedirectTest {

  private static final Command SLEEP = Command.of("sleep", "100");

  private static final int MANY = 30;

  @TempDir Path folder;

  private static String target(String process, int descriptor) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + process + "/fd/" + descriptor)).toString();
  }

  private static String target(ChildProcess process, int descriptor) throws IOException {
    return target(Long.toString(process.pid()), descriptor);
  }

  private static ProcessOptions all(Redirect redirect, Platform platform, ProcessOptions options) {
    return ((ProcessSettings) options)
        .on(platform)
        .withStdin(redirect)
        .withStdout(redirect)
        .withStderr(redirect);
  }

  @ParameterizedTest
  @EnumSource
  void inheritedStreamsAreThoseOfThisProgram(Platform platform) throws IOException {
    try (var sleep = Processes.openProcess(SLEEP, o -> all(Redirect.inherit(), platform, o))) {
      for (int descriptor = 0; descriptor <= 2; descriptor++) {
        assertEquals(target("self", descriptor), target(sleep, descriptor));
      }
    }
  }

  @Test
  void whoReadsTheInputOfThisProgramStaysInItsGroupUnlessItIsDetached() throws IOException {
    long own = Children.groupOf(ProcessHandle.current().pid());
    try (var sleep = Processes.openProcess(SLEEP, o -> o.withStdin(Redirect.inherit()))) {
      assertEquals(own, Children.groupOf(sleep.pid()));
    }
    Command detached = SLEEP.withProcessGroup(ProcessGroup.OWN);
    try (var sleep = Processes.openProcess(detached, o -> o.withStdin(Redirect.inherit()))) {
      assertEquals(sleep.pid(), Children.groupOf(sleep.pid()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noStreamIsTheNullDevice(Platform platform) throws IOException {
    try (var sleep = Processes.openProcess(SLEEP, o -> all(Redirect.none(), platform, o))) {
      for (int descriptor = 0; descriptor <= 2; descriptor++) {
        assertEquals("/dev/null", target(sleep, descriptor));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileIsEmptiedAndAddedTo(Platform platform) throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "old\n");
    Command command = Command.shell("echo new >&2");

    run(command, Redirect.append(log), platform);
    assertEquals("old\nnew\n", Files.readString(log));
    run(command, Redirect.file(log), platform);
    assertEquals("new\n", Files.readString(log));
  }

  private static void run(Command command, Redirect errors, Platform platform) throws IOException {
    Processes.runProcess(
        command, o -> o.withStderr(errors).withProcess(it -> ((ProcessSettings) it).on(platform)));
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeOpenedIsAnError(Platform platform) {
    Path missing = folder.resolve("no-folder").resolve("x");

    assertThrows(
        IOException.class,
        () -> Processes.openProcess(SLEEP, o -> all(Redirect.file(missing), platform, o)));
  }

  @Test
  void neitherPipesNorProcessesCostAThreadEach() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    var processes = new ArrayList<ChildProcess>();
    try {
      for (int i = 0; i < MANY; i++) {
        processes.add(Processes.openProcess(SLEEP, o -> all(Redirect.pipe(), Platform.BEST, o)));
      }
      var more = new HashSet<>(Thread.getAllStackTraces().keySet());
      more.removeAll(before);
      assertTrue(more.size() < MANY / 2, more.toString());
    } finally {
      for (ChildProcess process : processes) {
        process.closeForcefully();
      }
    }
  }
}
