package dev.fairlead.benchmarks.report;

import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Results;
import dev.fairlead.benchmarks.harness.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints one table per scenario: a row per subject, a column per metric, each value with its ratio
 * to the base in parentheses, and the range of the main metric's ratio over the rounds.
 */
public final class TableReport {
  private final Results results;

  public TableReport(Results results) {
    this.results = results;
  }

  public String text() {
    return results.scenarios().stream().map(this::table).collect(Collectors.joining("\n"));
  }

  private String table(Scenario scenario) {
    var rows = new ArrayList<List<String>>();
    rows.add(head(scenario));
    results.subjects(scenario).forEach(subject -> rows.add(row(scenario, subject)));
    return String.format(
        Locale.ROOT,
        "%s: %s (ratios to %s)%n%s",
        scenario.id(),
        scenario.title(),
        scenario.base(),
        aligned(rows));
  }

  private static List<String> head(Scenario scenario) {
    var head = new ArrayList<>(List.of("subject"));
    scenario.metrics().forEach(metric -> head.add(metric.name() + arrow(metric)));
    head.add("range of the first ratio");
    return head;
  }

  private static String arrow(Metric metric) {
    return metric.better() == Metric.Better.HIGHER ? " +" : " -";
  }

  private List<String> row(Scenario scenario, String subject) {
    var row = new ArrayList<>(List.of(subject));
    scenario.metrics().forEach(metric -> row.add(cell(scenario, subject, metric)));
    var range = results.ratioRange(scenario, subject, scenario.mainMetric());
    row.add(Numbers.ratio(range[0]) + " .. " + Numbers.ratio(range[1]));
    return row;
  }

  private String cell(Scenario scenario, String subject, Metric metric) {
    var median = results.median(scenario, subject, metric);
    if (median.isEmpty()) {
      return "-";
    }
    var ratio = results.ratio(scenario, subject, metric);
    return Numbers.human(median) + " (" + Numbers.ratio(ratio) + ")";
  }

  private static String aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder("  ").append(padded(row.getFirst(), widths[0], false));
    for (int i = 1; i < row.size(); i++) {
      line.append("  ").append(padded(row.get(i), widths[i], true));
    }
    return line.append('\n').toString();
  }

  private static String padded(String cell, int width, boolean right) {
    var blanks = " ".repeat(width - cell.length());
    return right ? blanks + cell : cell + blanks;
  }
}
