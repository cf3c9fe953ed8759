package dev.fairlead.process;

import dev.fairlead.process.internal.spawn.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts small programs before a command that set up what neither the JDK nor {@code posix_spawn}
 * can, and then become the command: the number of the process stays the same.
 */
final class Launcher {

  private Launcher() {}

  /** What to start, after a look whether that is possible; it may wait for a directory service. */
  static List<String> arguments(Command command) throws IOException {
    Command.Identity identity = command.identity();
    if (identity.umask().isEmpty() && !identity.isOther()) {
      return command.arguments();
    }
    // The launcher would say it in its own words, on the standard error of the command, and would
    // look for it in the folders of the PATH that the command is given.
    String program = find(command);
    var all = new ArrayList<String>();
    identity.umask().ifPresent(umask -> addUmask(all, umask));
    if (identity.isOther()) {
      addIdentity(all, identity);
      IdentityCheck.ensurePossible(command);
    }
    all.add(program);
    all.addAll(command.arguments().subList(1, command.arguments().size()));
    return all;
  }

  /**
   * Finds the program of a command.
   *
   * @throws ProgramNotFoundException if it is not there
   */
  static String find(Command command) throws ProgramNotFoundException {
    return Programs.find(command.arguments().getFirst(), command.directory().orElse(Path.of("")))
        .orElseThrow(() -> new ProgramNotFoundException(command));
  }

  private static void addUmask(List<String> all, int umask) {
    all.add(launcher("sh", "a umask"));
    all.addAll(List.of("-c", "umask 0" + Integer.toOctalString(umask) + " && exec \"$@\"", "sh"));
  }

  private static void addIdentity(List<String> all, Command.Identity identity) {
    all.add(launcher("setpriv", "another user or group"));
    identity.user().ifPresent(user -> all.add("--reuid=" + user));
    identity.group().ifPresent(group -> all.add("--regid=" + group));
    String groups = String.join(",", identity.extraGroups().orElse(List.of()));
    all.add(groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
    all.add("--");
  }

  private static String launcher(String program, String purpose) {
    return Programs.find(program)
        .orElseThrow(() ->
            new UnsupportedOperationException(
                "running a program with "
                    + purpose
                    + " needs the program "
                    + program
                    + ", which is not there"));
  }
}
