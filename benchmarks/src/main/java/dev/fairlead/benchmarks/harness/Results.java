package dev.fairlead.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The samples of a run, and what follows from them.
 *
 * <p>A ratio is taken between two samples of the same round, and the median of those is reported:
 * what disturbs a whole round then cancels out.
 */
public final class Results {
  private final List<Sample> samples = new ArrayList<>();

  public void add(Sample sample) {
    samples.add(sample);
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** The scenarios with samples, in the order in which they first ran. */
  public List<Scenario> scenarios() {
    return samples.stream().map(Sample::scenario).distinct().toList();
  }

  /** The subjects with samples of a scenario, the base first. */
  public List<String> subjects(Scenario scenario) {
    var names = of(scenario).map(Sample::subject).distinct().sorted();
    return Stream.concat(Stream.of(scenario.base()), names)
        .distinct()
        .filter(name -> of(scenario).anyMatch(s -> s.subject().equals(name)))
        .toList();
  }

  public OptionalDouble median(Scenario scenario, String subject, Metric metric) {
    return median(of(scenario, subject).flatMapToDouble(s -> value(s, metric).stream()));
  }

  /** The median over the rounds of this subject's value divided by the base's. */
  public OptionalDouble ratio(Scenario scenario, String subject, Metric metric) {
    return median(ratios(scenario, subject, metric));
  }

  /** The smallest and the largest of the ratios, to show how far rounds differ. */
  public double[] ratioRange(Scenario scenario, String subject, Metric metric) {
    var sorted = ratios(scenario, subject, metric).sorted().toArray();
    return sorted.length == 0
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {sorted[0], sorted[sorted.length - 1]};
  }

  private DoubleStream ratios(Scenario scenario, String subject, Metric metric) {
    return of(scenario, subject)
        .flatMapToDouble(sample ->
            base(sample).stream()
                .flatMapToDouble(base -> ratio(value(sample, metric), value(base, metric))));
  }

  private static DoubleStream ratio(OptionalDouble value, OptionalDouble base) {
    return value.isPresent() && base.isPresent() && base.getAsDouble() != 0
        ? DoubleStream.of(value.getAsDouble() / base.getAsDouble())
        : DoubleStream.empty();
  }

  private List<Sample> base(Sample sample) {
    return of(sample.scenario(), sample.scenario().base())
        .filter(other -> other.round() == sample.round())
        .limit(1)
        .toList();
  }

  private Stream<Sample> of(Scenario scenario) {
    return samples.stream().filter(s -> s.scenario().equals(scenario));
  }

  private Stream<Sample> of(Scenario scenario, String subject) {
    return of(scenario).filter(s -> s.subject().equals(subject));
  }

  private static OptionalDouble value(Sample sample, Metric metric) {
    var value = sample.values().get(metric);
    return Objects.isNull(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalDouble median(DoubleStream values) {
    var sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
