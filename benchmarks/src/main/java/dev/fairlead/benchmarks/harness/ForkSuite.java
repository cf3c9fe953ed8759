package dev.fairlead.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs contests: every subject in a fresh JVM per round, one after the other, beginning with
 * another one each round.
 */
public final class ForkSuite implements Suite {
  private static final int MAX_ATTEMPTS = 3;
  private static final List<String> FLAGS =
      List.of(
          "-Xmx4g",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  private final String name;
  private final Class<?> worker;
  private final Supplier<List<Contest>> contests;
  private final Path home;

  /**
   * Makes a suite.
   *
   * @param worker the main class of the child JVMs
   * @param home the directory of this module
   */
  public ForkSuite(String name, Class<?> worker, Supplier<List<Contest>> contests, Path home) {
    this.name = name;
    this.worker = worker;
    this.contests = contests;
    this.home = home;
  }

  @Override
  public String name() {
    return name;
  }

  /** The contests, for those who run a subject in their own JVM. */
  public List<Contest> contests() {
    return contests.get();
  }

  @Override
  public void run(Plan plan, Consumer<Sample> samples) throws IOException, InterruptedException {
    for (int round = 0; round < plan.rounds(); round++) {
      for (var contest : contests.get()) {
        if (plan.wants(contest.scenario())) {
          runContest(plan, contest, round, samples);
        }
      }
    }
  }

  private void runContest(Plan plan, Contest contest, int round, Consumer<Sample> samples)
      throws IOException {
    var contestants = new ArrayList<>(contest.contestants());
    contestants.removeIf(contestant -> !plan.wants(contest.scenario(), contestant.name()));
    Collections.rotate(contestants, round);
    for (var contestant : contestants) {
      samples.accept(leastDisturbed(plan, contest.scenario(), contestant, round));
    }
  }

  private Sample leastDisturbed(
      Plan plan, Scenario scenario, Contest.Contestant contestant, int round) throws IOException {
    var best = fork(plan, scenario, contestant, round);
    for (int i = 1; i < MAX_ATTEMPTS && best.disturbance() > plan.maxDisturbance(); i++) {
      var next = fork(plan, scenario, contestant, round);
      best = next.disturbance() < best.disturbance() ? next : best;
    }
    return best;
  }

  private Sample fork(Plan plan, Scenario scenario, Contest.Contestant contestant, int round)
      throws IOException {
    var arguments =
        List.of(
            name,
            scenario.id(),
            contestant.name(),
            String.valueOf(plan.warmupSeconds()),
            String.valueOf(plan.seconds()));
    var disturbance = Disturbance.watch(List.of());
    try (var child = start(contestant, arguments)) {
      var answer = answer(child);
      double share = disturbance.share(CpuTimes.familySeconds(child.pid()));
      return new Sample(scenario, contestant.name(), round, values(scenario, answer), share);
    }
  }

  private ChildProcess start(Contest.Contestant contestant, List<String> arguments)
      throws IOException {
    var flags = new ArrayList<>(FLAGS);
    flags.addAll(contestant.flags());
    flags.add("-Dfairlead.benchmarks.home=" + home);
    var classPath = System.getProperty("java.class.path");
    if (contestant.preview()) {
      var target = home.resolve("target/preview-classes");
      classPath +=
          File.pathSeparator + Jdk.compilePreview(home.resolve("src/preview/java"), target);
    }
    return ChildProcess.startJvm(flags, classPath, worker, arguments);
  }

  /** What the subject itself prints comes before the answer. */
  private static Answer answer(ChildProcess child) throws IOException {
    var line = child.readLine();
    while (!line.startsWith("result ")) {
      line = child.readLine();
    }
    return Answer.parse(line);
  }

  private static Map<Metric, Double> values(Scenario scenario, Answer answer) {
    var values = new HashMap<Metric, Double>();
    for (int i = 0; i < scenario.metrics().size(); i++) {
      values.put(scenario.metrics().get(i), answer.number("m" + i));
    }
    return values;
  }
}
