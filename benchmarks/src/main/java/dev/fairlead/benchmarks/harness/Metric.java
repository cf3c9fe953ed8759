package dev.fairlead.benchmarks.harness;

/**
 * One kind of number that a benchmark produces.
 *
 * @param name what is counted, with its unit, as the table's head shows it
 * @param better which direction is better
 */
public record Metric(String name, Better better) {

  /** Which direction is better. */
  public enum Better {
    HIGHER,
    LOWER
  }

  public static Metric higher(String name) {
    return new Metric(name, Better.HIGHER);
  }

  public static Metric lower(String name) {
    return new Metric(name, Better.LOWER);
  }
}
