package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.harness.Plan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The command line of the benchmarks.
 *
 * <pre>
 *   SUITE [--rounds N] [--visits N] [--seconds S] [--warmup S] [--scenarios A,B]
 *         [--subjects A,B] [--max-disturbance SHARE] [--results DIRECTORY]
 * </pre>
 *
 * <p>Scenarios and subjects are chosen by parts of their names, or by whole names after "=";
 * without them all are run.
 *
 * @param home the directory of this module
 */
record CommandLine(String suite, Path home, Plan plan) {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rounds", "3",
          "visits", "1",
          "seconds", "2",
          "warmup", "3",
          "scenarios", "",
          "subjects", "",
          "max-disturbance", "0.05",
          "results", "");

  static CommandLine parse(String[] arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException("usage: SUITE [--option value]..., options: " + names());
    }
    var options = new HashMap<>(DEFAULTS);
    for (int i = 1; i < arguments.length; i += 2) {
      var name = arguments[i].replaceFirst("^--", "");
      if (!DEFAULTS.containsKey(name)) {
        throw new IllegalArgumentException("unknown option: " + arguments[i] + "; use: " + names());
      }
      options.put(name, arguments[i + 1]);
    }
    var home = moduleHome();
    return new CommandLine(arguments[0], home, plan(home, options));
  }

  /** The directory of this module: benchmarks/run says where it is. */
  static Path moduleHome() {
    return Path.of(System.getProperty("fairlead.benchmarks.home", "benchmarks"));
  }

  private static String names() {
    return "--" + String.join(" --", DEFAULTS.keySet().stream().sorted().toList());
  }

  private static Plan plan(Path home, Map<String, String> options) {
    var results = option(options, "results");
    return new Plan(
        Integer.parseInt(option(options, "rounds")),
        Integer.parseInt(option(options, "visits")),
        Double.parseDouble(option(options, "warmup")),
        Double.parseDouble(option(options, "seconds")),
        parts(option(options, "scenarios")),
        parts(option(options, "subjects")),
        Double.parseDouble(option(options, "max-disturbance")),
        results.isEmpty() ? home.resolve("results") : Path.of(results));
  }

  private static String option(Map<String, String> options, String name) {
    return options.getOrDefault(name, "");
  }

  private static Set<String> parts(String list) {
    return list.isEmpty() ? Set.of() : Set.of(list.split(","));
  }
}
