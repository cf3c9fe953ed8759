package dev.fairlead.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A scenario and all that compete in it, each in a JVM of its own. */
public final class Contest {
  private final Scenario scenario;
  private final List<Contestant> contestants = new ArrayList<>();

  /**
   * One subject of a contest.
   *
   * @param flags what its JVM is started with
   * @param preview whether it needs preview features, and so the classes compiled with them
   */
  public record Contestant(
      String name, List<String> flags, boolean preview, Supplier<Experiment> experiment) {}

  public Contest(Scenario scenario) {
    this.scenario = scenario;
  }

  /** A contest about the time and the garbage of one operation. */
  public static Contest timed(String id, String title, String base) {
    return new Contest(new Scenario(id, title, base, Throughput.METRICS));
  }

  public Contest with(String name, Workload workload) {
    return with(name, List.of(), () -> new Throughput(workload));
  }

  public Contest with(String name, List<String> flags, Supplier<Experiment> experiment) {
    contestants.add(new Contestant(name, flags, false, experiment));
    return this;
  }

  /** Adds a subject from the preview sources: a static method that takes a number of operations. */
  public Contest withPreview(String name, String type, String method) {
    return withPreview(name, () -> new Throughput(Preview.workload(type, method)));
  }

  public Contest withPreview(String name, Supplier<Experiment> experiment) {
    contestants.add(new Contestant(name, List.of("--enable-preview"), true, experiment));
    return this;
  }

  public Scenario scenario() {
    return scenario;
  }

  public List<Contestant> contestants() {
    return List.copyOf(contestants);
  }

  public Contestant contestant(String name) {
    return contestants.stream()
        .filter(contestant -> contestant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " takes no part in " + scenario.id()));
  }
}
