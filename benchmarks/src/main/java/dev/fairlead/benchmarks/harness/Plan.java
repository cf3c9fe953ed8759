package dev.fairlead.benchmarks.harness;

import java.nio.file.Path;
import java.util.Set;

/**
 * What the command line asked for.
 *
 * @param rounds how often every subject is started afresh and measured
 * @param visits how often a running subject is measured in each round, in turn with the others;
 *     suites whose subjects do not run side by side measure once
 * @param warmupSeconds how long each subject runs before it is measured
 * @param seconds how long one measurement takes
 * @param scenarios parts of scenario ids to run; empty means all
 * @param subjects parts of subject names to run; empty means all
 * @param maxDisturbance a measurement during which others took more of the machine is repeated
 * @param results where CSV and pictures go
 */
public record Plan(
    int rounds,
    int visits,
    double warmupSeconds,
    double seconds,
    Set<String> scenarios,
    Set<String> subjects,
    double maxDisturbance,
    Path results) {

  /** Whether a scenario was asked for. */
  public boolean wants(Scenario scenario) {
    return matches(scenarios, scenario.id());
  }

  /** Whether a subject was asked for; the base of a scenario always is. */
  public boolean wants(Scenario scenario, String subject) {
    return subject.equals(scenario.base()) || matches(subjects, subject);
  }

  /** A part of a name, or a whole one that begins with "=". */
  private static boolean matches(Set<String> parts, String name) {
    return parts.isEmpty()
        || parts.stream().anyMatch(part -> name.contains(part) || part.equals("=" + name));
  }
}
