package dev.fairlead.testing.mutants;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/** Runs checks that have to fail. */
final class Mutations {

  private static final String PREFIX = "simulated: ";

  private Mutations() {}

  /** The names of checks, without the backend and the direction. */
  static Set<String> names(List<DynamicTest> checks) {
    return checks.stream()
        .map(check -> check.getDisplayName().substring(PREFIX.length()).replace(", and back", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether one of these checks fails. */
  static boolean isNoticed(String name, List<DynamicTest> checks) throws Throwable {
    DynamicTest check =
        checks.stream()
            .filter(test -> test.getDisplayName().equals(PREFIX + name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no check \"" + name + "\""));
    try {
      check.getExecutable().execute();
      return false;
    } catch (Exception | AssertionError failure) {
      return true;
    }
  }
}
