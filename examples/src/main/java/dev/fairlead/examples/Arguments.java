package dev.fairlead.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The words of a command line: {@code --name value}, {@code --flag}, and the rest. */
final class Arguments {

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();
  private final List<String> rest = new ArrayList<>();

  /**
   * Takes a command line apart.
   *
   * @param withValue names of options that are followed by a value
   * @param withoutValue names of options that are not
   */
  static Arguments parse(List<String> words, Set<String> withValue, Set<String> withoutValue)
      throws UsageException {
    var arguments = new Arguments();
    var remaining = new ArrayList<>(words);
    while (!remaining.isEmpty()) {
      String word = remaining.removeFirst();
      if (withoutValue.contains(word)) {
        arguments.flags.add(word);
      } else if (withValue.contains(word)) {
        arguments.values.put(word, valueOf(word, remaining));
      } else if (word.startsWith("--")) {
        throw new UsageException("unknown option " + word);
      } else {
        arguments.rest.add(word);
      }
    }
    return arguments;
  }

  private static String valueOf(String option, List<String> remaining) throws UsageException {
    if (remaining.isEmpty()) {
      throw new UsageException(option + " needs a value");
    }
    return remaining.removeFirst();
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /** A file that must be named. */
  Path path(String option) throws UsageException {
    String text = value(option).orElse("");
    if (text.isEmpty()) {
      throw new UsageException("a file is needed: " + option + " FILE");
    }
    return Path.of(text);
  }

  /** A whole number in a range. */
  int number(String option, int fallback, int least, int most) throws UsageException {
    String text = value(option).orElse(Integer.toString(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        option + " takes a whole number from " + least + " to " + most + ": " + text);
  }

  /** Refuses words that belong to no option: to ignore one would be to do something else. */
  void demandNoRest() throws UsageException {
    if (!rest.isEmpty()) {
      throw new UsageException("there are options only: " + String.join(" ", rest));
    }
  }

  /** Refuses options that exclude each other. */
  void demandOnlyOneOf(String... options) throws UsageException {
    List<String> given = Stream.of(options).filter(this::isGiven).toList();
    if (given.size() > 1) {
      throw new UsageException("these exclude each other: " + String.join(" ", given));
    }
  }

  /** Refuses options that would be ignored without another one. */
  void demandWith(String needed, String... options) throws UsageException {
    List<String> given = Stream.of(options).filter(this::isGiven).toList();
    if (!isGiven(needed) && !given.isEmpty()) {
      throw new UsageException("without " + needed + " there is no " + String.join(" ", given));
    }
  }

  /** Refuses options that would be ignored beside another one. */
  void demandWithout(String other, String... options) throws UsageException {
    for (String option : options) {
      demandOnlyOneOf(other, option);
    }
  }

  private boolean isGiven(String option) {
    return flags.contains(option) || values.containsKey(option);
  }

  List<String> rest() {
    return List.copyOf(rest);
  }
}
