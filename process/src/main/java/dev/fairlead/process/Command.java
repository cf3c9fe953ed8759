package dev.fairlead.process;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run: its arguments, its environment, its directory, and as whom it runs. Never
 * changes; each {@code withX} gives another command. It can be serialised.
 *
 * {@snippet file="ProcessesSnippets.java" region="command"}
 *
 * <p>A program is looked for in the folders of {@code PATH} unless its name has a slash. Its
 * arguments reach it as they are: no shell takes part unless asked for by {@link #shell}.
 */
@SuppressWarnings("serial") // Never written itself; see writeReplace.
public final class Command implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_BRIEF = 500;

  private final List<String> arguments;
  private final Surroundings surroundings;
  private final Identity identity;
  private final Optional<ProcessGroup> group;

  /** What surrounds the program. A null value takes a variable away. */
  record Surroundings(
      Optional<Map<String, String>> environment,
      Map<String, @Nullable String> changes,
      Optional<Path> directory) {

    static final Surroundings AS_HERE =
        new Surroundings(Optional.empty(), Map.of(), Optional.empty());

    Surroundings with(String name, @Nullable String value) {
      checkVariable(name);
      var changed = new TreeMap<String, @Nullable String>(changes);
      changed.put(name, value);
      return new Surroundings(environment, changed, directory);
    }
  }

  /** As whom the program runs. */
  record Identity(
      Optional<Integer> umask,
      Optional<String> user,
      Optional<String> group,
      Optional<List<String>> extraGroups) {

    static final Identity AS_HERE =
        new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean isOther() {
      return user.isPresent() || group.isPresent() || extraGroups.isPresent();
    }
  }

  Command(
      List<String> arguments,
      Surroundings surroundings,
      Identity identity,
      Optional<ProcessGroup> group) {
    this.arguments = arguments;
    this.surroundings = surroundings;
    this.identity = identity;
    this.group = group;
  }

  /** A program and its arguments. */
  public static Command of(String program, String... arguments) {
    var all = new ArrayList<String>();
    all.add(program);
    all.addAll(Arrays.asList(arguments));
    return of(all);
  }

  /**
   * A program and its arguments.
   *
   * @throws IllegalArgumentException if the list is empty, or an argument has a zero character
   */
  public static Command of(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs at least the name of a program");
    }
    arguments.forEach(Command::checkText);
    return new Command(
        List.copyOf(arguments), Surroundings.AS_HERE, Identity.AS_HERE, Optional.empty());
  }

  /**
   * A line for the shell: {@code sh -c} or, on Windows, {@code cmd /c}. Never put text from outside
   * into it; give it as further arguments, which the line finds as {@code $1}, {@code $2} and so
   * on.
   */
  public static Command shell(String line, String... arguments) {
    var all = new ArrayList<String>();
    if (System.getProperty("os.name").startsWith("Windows")) {
      all.addAll(List.of("cmd", "/c", line));
    } else {
      all.addAll(List.of("/bin/sh", "-c", line, "sh"));
    }
    all.addAll(Arrays.asList(arguments));
    return of(all);
  }

  private static void checkText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "an argument ends at its first zero character, so it must have none: "
              + text.replace('\0', '?'));
    }
  }

  private static void checkVariable(String name) {
    checkText(name);
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "the name of a variable must not be empty and have no equals sign: \"" + name + "\"");
    }
  }

  /** Adds arguments at the end. */
  public Command withArguments(String... more) {
    var all = new ArrayList<>(arguments);
    all.addAll(Arrays.asList(more));
    all.forEach(Command::checkText);
    return new Command(List.copyOf(all), surroundings, identity, group);
  }

  /** Gives the program these variables and no others. */
  public Command withEnvironment(Map<String, String> variables) {
    variables.forEach((name, value) -> {
      checkVariable(name);
      checkText(value);
    });
    return with(
        new Surroundings(Optional.of(Map.copyOf(variables)), Map.of(), surroundings.directory()));
  }

  /** Sets a variable; the others stay. */
  public Command withVariable(String name, String value) {
    checkText(value);
    return with(surroundings.with(name, value));
  }

  /** Takes a variable away; the others stay. */
  public Command withoutVariable(String name) {
    return with(surroundings.with(name, null));
  }

  /** Runs the program in a directory. */
  public Command withDirectory(Path directory) {
    return with(
        new Surroundings(
            surroundings.environment(), surroundings.changes(), Optional.of(directory)));
  }

  private Command with(Surroundings others) {
    return new Command(arguments, others, identity, group);
  }

  /**
   * Sets which rights files lack that the program makes, such as {@code 077}. Needs {@code sh}.
   *
   * @throws IllegalArgumentException if it is not between 0 and 0777
   */
  public Command withUmask(int umask) {
    if (umask < 0 || umask > 0777) {
      throw new IllegalArgumentException("a umask is between 0 and 0777: " + umask);
    }
    return with(
        new Identity(
            Optional.of(umask), identity.user(), identity.group(), identity.extraGroups()));
  }

  /**
   * Runs the program as another user, by name or number. It belongs to no further groups unless
   * they are given. Needs {@code setpriv} and the right to do so.
   */
  public Command withUser(String user) {
    return with(
        new Identity(
            identity.umask(), Optional.of(user), identity.group(), identity.extraGroups()));
  }

  /** Runs the program with another main group, by name or number; as {@link #withUser}. */
  public Command withGroup(String name) {
    return with(
        new Identity(identity.umask(), identity.user(), Optional.of(name), identity.extraGroups()));
  }

  /** Runs the program with these further groups and no others; as {@link #withUser}. */
  public Command withExtraGroups(List<String> names) {
    return with(
        new Identity(
            identity.umask(), identity.user(), identity.group(), Optional.of(List.copyOf(names))));
  }

  private Command with(Identity other) {
    return new Command(arguments, surroundings, other, group);
  }

  /**
   * Puts the process into a group. Without this call it has one of its own, unless it reads the
   * standard input of this program, which the terminal grants to one group only.
   */
  public Command withProcessGroup(ProcessGroup which) {
    return new Command(arguments, surroundings, identity, Optional.of(which));
  }

  /** The program and its arguments. */
  public List<String> arguments() {
    return arguments;
  }

  /** The directory the program runs in; empty for that of this program. */
  public Optional<Path> directory() {
    return surroundings.directory();
  }

  /** The variables the program is given. */
  public Map<String, String> environment() {
    var variables = new TreeMap<>(surroundings.environment().orElseGet(System::getenv));
    surroundings
        .changes()
        .forEach((name, value) -> {
          if (value == null) {
            variables.remove(name);
          } else {
            variables.put(name, value);
          }
        });
    return variables;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Identity identity() {
    return identity;
  }

  Optional<ProcessGroup> group() {
    return group;
  }

  private Object writeReplace() {
    return CommandForm.of(this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw new InvalidObjectException("commands are sent as " + CommandForm.class);
  }

  /** The arguments as a shell would take them. */
  @Override
  public String toString() {
    return arguments.stream().map(Command::quoted).collect(Collectors.joining(" "));
  }

  /** As {@link #toString}, as much of it as a message needs. */
  String brief() {
    String all = toString();
    return all.length() <= LONGEST_BRIEF ? all : all.substring(0, LONGEST_BRIEF) + "...";
  }

  private static String quoted(String argument) {
    boolean plain = !argument.isEmpty() && argument.chars().allMatch(Command::isPlain);
    return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character) || "-_./=:,+@%".indexOf(character) >= 0;
  }
}
