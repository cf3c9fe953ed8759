package dev.fairlead.process;

import java.io.IOException;

/**
 * Thrown when the program of a command is not there, or cannot be executed.
 *
 * {@snippet file="ProcessesSnippets.java" region="not-found"}
 */
public final class ProgramNotFoundException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String program;

  ProgramNotFoundException(Command command) {
    super(
        "there is no program \""
            + command.arguments().getFirst()
            + "\" that can be executed"
            + (command.arguments().getFirst().indexOf('/') >= 0
                ? ""
                : " in the folders of PATH; give its whole path")
            + ": "
            + command);
    this.program = command.arguments().getFirst();
  }

  /** The name of the program as it was given. */
  public String program() {
    return program;
  }
}
