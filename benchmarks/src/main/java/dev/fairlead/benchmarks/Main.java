package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.harness.Plan;
import dev.fairlead.benchmarks.harness.Results;
import dev.fairlead.benchmarks.harness.Sample;
import dev.fairlead.benchmarks.harness.Suite;
import dev.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Runs benchmark suites by name and reports what they measured. */
public final class Main {

  private Main() {}

  /** Arguments: see {@link CommandLine}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var line = CommandLine.parse(arguments);
    for (var suite : chosen(line)) {
      runAndReport(suite, line.plan());
    }
  }

  private static List<Suite> chosen(CommandLine line) {
    var known = new Suites(line.home()).all();
    var chosen =
        known.stream()
            .filter(s -> line.suite().equals("all") || s.name().equals(line.suite()))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "unknown suite: %s; known: all, %s",
              line.suite(),
              String.join(", ", known.stream().map(Suite::name).toList())));
    }
    return chosen;
  }

  private static void runAndReport(Suite suite, Plan plan)
      throws IOException, InterruptedException {
    var results = new Results();
    suite.run(
        plan,
        sample -> {
          results.add(sample);
          System.err.println(progress(sample));
        });
    System.out.println(Report.write(suite.name(), results, plan.results()));
  }

  private static String progress(Sample sample) {
    var metric = sample.scenario().mainMetric();
    return String.format(
        Locale.ROOT,
        "round %d  %-16s %-24s %14.1f %s%s",
        sample.round() + 1,
        sample.scenario().id(),
        sample.subject(),
        sample.values().getOrDefault(metric, Double.NaN),
        metric.name(),
        sample.disturbance() > 0.02
            ? String.format(Locale.ROOT, "  (%.0f%% others)", 100 * sample.disturbance())
            : "");
  }
}
