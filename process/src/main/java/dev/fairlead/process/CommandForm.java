package dev.fairlead.process;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A command as it is serialised, of parts that the JDK can serialise. */
record CommandForm(
    List<String> arguments,
    @Nullable Map<String, String> environment,
    Map<String, @Nullable String> changes,
    @Nullable File directory,
    @Nullable ProcessGroup processGroup,
    As as)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** As whom it runs. */
  record As(
      @Nullable Integer umask,
      @Nullable String user,
      @Nullable String group,
      @Nullable List<String> extraGroups)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    static As of(Command.Identity identity) {
      return new As(
          identity.umask().orElse(null),
          identity.user().orElse(null),
          identity.group().orElse(null),
          identity.extraGroups().orElse(null));
    }

    Command.Identity toIdentity() {
      return new Command.Identity(
          Optional.ofNullable(umask),
          Optional.ofNullable(user),
          Optional.ofNullable(group),
          Optional.ofNullable(extraGroups));
    }
  }

  static CommandForm of(Command command) {
    Command.Surroundings around = command.surroundings();
    return new CommandForm(
        command.arguments(),
        around.environment().orElse(null),
        new TreeMap<>(around.changes()),
        around.directory().map(Path::toFile).orElse(null),
        command.group().orElse(null),
        As.of(command.identity()));
  }

  private Object readResolve() {
    return new Command(
        arguments,
        new Command.Surroundings(
            Optional.ofNullable(environment),
            changes,
            Optional.ofNullable(directory).map(File::toPath)),
        as.toIdentity(),
        Optional.ofNullable(processGroup));
  }
}
