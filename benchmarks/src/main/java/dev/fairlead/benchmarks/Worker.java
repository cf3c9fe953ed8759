package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The main class of the JVMs in which subjects run: measures one subject and prints its numbers.
 */
public final class Worker {

  private Worker() {}

  /** Arguments: suite, scenario, subject, seconds of warm-up, seconds of measurement. */
  public static void main(String[] arguments) throws Exception {
    var contest = contest(arguments[0], arguments[1]);
    var experiment = contest.contestant(arguments[2]).experiment().get();
    var values =
        experiment.measure(Double.parseDouble(arguments[3]), Double.parseDouble(arguments[4]));
    System.out.println("result " + inOrder(contest.scenario().metrics(), values));
    // Peers leave threads behind.
    System.exit(0);
  }

  private static Contest contest(String suite, String scenario) {
    return new Suites(CommandLine.moduleHome())
        .forked().stream()
            .filter(s -> s.name().equals(suite))
            .flatMap(s -> s.contests().stream())
            .filter(c -> c.scenario().id().equals(scenario))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no scenario " + suite + " " + scenario));
  }

  private static String inOrder(List<Metric> metrics, Map<Metric, Double> values) {
    return IntStream.range(0, metrics.size())
        .mapToObj(i -> "m" + i + "=" + values.getOrDefault(metrics.get(i), Double.NaN))
        .collect(Collectors.joining(" "));
  }
}
