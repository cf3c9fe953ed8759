package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class ProgramLookupTest {

  @TempDir Path folder;

  private static String outputOf(Platform platform, Command command) throws IOException {
    return Processes.runProcess(
            command, o -> o.withProcess(p -> ((ProcessSettings) p).on(platform)))
        .stdoutText();
  }

  private void makeProgram(String name) throws IOException {
    makeProgram(name, "/bin/sh");
  }

  private void makeProgram(String name, String interpreter) throws IOException {
    Path program =
        Files.writeString(folder.resolve(name), "#!" + interpreter + "\necho found $1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @EnumSource
  void aRelativePathBeginsInTheDirectoryOfTheCommand(Platform platform) throws IOException {
    makeProgram("tool");
    Command tool = Command.of("./tool", "it").withDirectory(folder);

    assertEquals("found it\n", outputOf(platform, tool));
    assertEquals("found it\n", outputOf(platform, tool.withUmask(022)));
  }

  @Test
  void aRelativePathThatIsInAnotherDirectoryOnlyIsNotFound() {
    for (Command command : new Command[] {Command.of("src/../pom.xml"), Command.of("./tool")}) {
      assertThrows(
          ProgramNotFoundException.class,
          () -> Processes.runProcess(command.withDirectory(folder)));
      assertThrows(
          ProgramNotFoundException.class,
          () -> Processes.runProcess(command.withDirectory(folder).withUmask(022)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfARedirectThatIsMissingIsNamed(Platform platform) {
    Path missing = folder.resolve("no/such/file");

    for (UnaryOperator<RunProcessOptions> wrong :
        List.<UnaryOperator<RunProcessOptions>>of(
            o -> o.withStdin(Redirect.file(missing)),
            o -> o.withStdout(Redirect.file(missing)),
            o -> o.withStderr(Redirect.append(missing)))) {
      var error =
          assertThrows(
              NoSuchFileException.class,
              () ->
                  Processes.runProcess(
                      Command.of("true"),
                      o -> wrong.apply(o.withProcess(p -> ((ProcessSettings) p).on(platform)))));
      assertEquals(missing.toString(), error.getFile());
    }
    assertThrows(
        FileSystemException.class,
        () -> Processes.runProcess(Command.of("true"), o -> o.withStdoutFile(folder)));
  }

  @ParameterizedTest
  @EnumSource
  void anInterpreterThatIsMissingIsNamed(Platform platform) throws IOException {
    for (String line : List.of("/no/such/sh", " /no/such/sh -e", "/no/such/sh\r")) {
      makeProgram("tool", line);

      var error =
          assertThrows(
              NoSuchFileException.class,
              () -> outputOf(platform, Command.of("./tool").withDirectory(folder)));

      assertTrue(error.getFile().startsWith("/no/such/sh"), error.getFile());
      assertTrue(error.getMessage().contains("tool"), error.getMessage());
      assertEquals(line.endsWith("\r"), error.getFile().endsWith("\\r"));
    }
  }

  @Test
  void aCommandThatIsTooLongIsAnErrorOfReadableLength() {
    var error =
        assertThrows(
            IOException.class,
            () -> Processes.runProcess(Command.of("true", "x".repeat(3_000_000))));

    assertTrue(error.getMessage().length() < 1_000, () -> "" + error.getMessage().length());
    assertTrue(error.getMessage().contains("true xxx"), error::getMessage);
  }

  @ParameterizedTest
  @EnumSource
  void theProgramIsTheSameWhateverPathTheCommandIsGiven(Platform platform) throws IOException {
    makeProgram("seq");
    Command command = Command.of("seq", "1").withVariable("PATH", folder.toString());

    assertEquals("1\n", outputOf(platform, command));
    assertEquals("1\n", outputOf(platform, command.withUmask(022)));
  }
}
