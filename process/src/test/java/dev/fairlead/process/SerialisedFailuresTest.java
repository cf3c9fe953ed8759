package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What failures carry is there too after they have come from another process. */
@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class SerialisedFailuresTest {

  private static final Command FAILING = Command.shell("echo out; echo err >&2; exit 7");

  @TempDir Path folder;

  private static Object copyOf(Object original) throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  void aCommandIsTheSameCommand() throws Exception {
    Command command =
        Command.shell("make $1", "all")
            .withEnvironment(Map.of("A", "1", "B", "2"))
            .withVariable("C", "3")
            .withoutVariable("B")
            .withDirectory(Path.of("src"))
            .withUmask(027)
            .withUser("nobody")
            .withGroup("users")
            .withExtraGroups(List.of("disk"))
            .withProcessGroup(ProcessGroup.OWN_SESSION);

    var copy = (Command) copyOf(command);

    assertEquals(command.arguments(), copy.arguments());
    assertEquals(Map.of("A", "1", "C", "3"), copy.environment());
    assertEquals(command.directory(), copy.directory());
    assertEquals(command.identity(), copy.identity());
    assertEquals(command.group(), copy.group());
    assertEquals(command.toString(), copy.toString());

    var plain = (Command) copyOf(Command.of("true"));
    assertEquals(Command.of("true").environment(), plain.environment());
    assertEquals(Command.Identity.AS_HERE, plain.identity());
    assertEquals(Optional.empty(), plain.group());
  }

  @Test
  void aBrokenWorkerSaysHowItEnded() throws Exception {
    var killed =
        new BrokenWorkerProcessException(
            "broken", Optional.of(new ExitStatus.Killed(9)), "last words", new IOException("end"));
    var copy = (BrokenWorkerProcessException) copyOf(killed);

    assertEquals(Optional.of(new ExitStatus.Killed(9)), copy.status());
    assertEquals(killed.getMessage(), copy.getMessage());

    var running = new BrokenWorkerProcessException("b", Optional.empty(), "", new IOException("x"));
    assertEquals(Optional.empty(), ((BrokenWorkerProcessException) copyOf(running)).status());
  }

  @Test
  void aFailedCommandSaysAll() throws Exception {
    var thrown =
        assertThrows(
            ProcessFailedException.class,
            () -> Processes.runProcess(FAILING, o -> o.withSpill(1, folder)));

    var copy = (ProcessFailedException) copyOf(thrown);

    assertEquals(new ExitStatus.Exited(7), copy.status());
    assertEquals(FAILING.arguments(), copy.command().arguments());
    assertEquals(thrown.stdoutFile(), copy.stdoutFile());
    assertEquals(folder, copy.stderrFile().orElseThrow().getParent());
    assertEquals(thrown.getMessage(), copy.getMessage());
  }
}
