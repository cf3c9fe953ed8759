package dev.fairlead.benchmarks.harness;

import java.util.List;

/**
 * Something that several subjects do and that is measured in the same way for all of them.
 *
 * @param id short name for the command line and for CSV
 * @param title what is done, in a few words
 * @param base the subject that the others are compared with
 * @param metrics what is measured, the most important first
 */
public record Scenario(String id, String title, String base, List<Metric> metrics) {

  public Metric mainMetric() {
    return metrics.getFirst();
  }
}
