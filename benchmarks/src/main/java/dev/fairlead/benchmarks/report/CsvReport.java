package dev.fairlead.benchmarks.report;

import dev.fairlead.benchmarks.harness.Results;
import dev.fairlead.benchmarks.harness.Sample;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every number of every round as one line of CSV, so that nothing is lost in a median. */
public final class CsvReport {
  private static final List<String> HEAD =
      List.of("scenario", "subject", "round", "metric", "value", "disturbance");

  private final Results results;

  public CsvReport(Results results) {
    this.results = results;
  }

  public String text() {
    return Stream.concat(
            Stream.of(line(HEAD)), results.samples().stream().flatMap(CsvReport::lines))
        .collect(Collectors.joining());
  }

  private static Stream<String> lines(Sample sample) {
    return sample.scenario().metrics().stream()
        .filter(metric -> sample.values().containsKey(metric))
        .map(metric ->
            line(
                List.of(
                    sample.scenario().id(),
                    sample.subject(),
                    String.valueOf(sample.round()),
                    metric.name(),
                    String.valueOf(sample.values().get(metric)),
                    Numbers.ratio(sample.disturbance()))));
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvReport::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
