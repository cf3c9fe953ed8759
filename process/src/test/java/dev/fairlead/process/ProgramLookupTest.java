package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
class ProgramLookupTest {

  static {
    Children.warmUp();
  }

  @TempDir Path folder;

  @AfterEach
  void noProcessIsLeft() {
    Children.assertNoneLeft();
  }

  private static String outputOf(Platform platform, Command command) throws IOException {
    return Processes.runProcess(
            command, o -> o.withProcess(p -> ((ProcessSettings) p).on(platform)))
        .stdoutText();
  }

  private void makeProgram(String name) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\necho found $1\n");
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
  void theProgramIsTheSameWhateverPathTheCommandIsGiven(Platform platform) throws IOException {
    makeProgram("seq");
    Command command = Command.of("seq", "1").withVariable("PATH", folder.toString());

    assertEquals("1\n", outputOf(platform, command));
    assertEquals("1\n", outputOf(platform, command.withUmask(022)));
  }
}
