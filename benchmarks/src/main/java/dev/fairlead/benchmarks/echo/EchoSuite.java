package dev.fairlead.benchmarks.echo;

import dev.fairlead.benchmarks.harness.CCompiler;
import dev.fairlead.benchmarks.harness.Plan;
import dev.fairlead.benchmarks.harness.Sample;
import dev.fairlead.benchmarks.harness.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Echo servers under load.
 *
 * <p>In every round each server is started afresh and warmed up; then, for each scenario, the load
 * generator visits them one after the other as often as asked for, beginning with another one each
 * time: warm servers that are visited in turn meet the same moods of the machine, and differ by
 * less than fresh ones. A visit that other processes disturbed is repeated, a bounded number of
 * times.
 */
public final class EchoSuite implements Suite {
  private static final int MAX_ATTEMPTS = 3;
  private static final double SETTLING_SECONDS = 0.3;

  private final CCompiler c;

  public EchoSuite(Path sources, Path target) {
    this.c = new CCompiler(sources, target);
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public void run(Plan plan, Consumer<Sample> samples) throws IOException, InterruptedException {
    for (int round = 0; round < plan.rounds(); round++) {
      for (var group : groups(plan)) {
        runGroup(plan, group, round, samples);
      }
    }
  }

  /** Scenarios that can share running servers, together. */
  private static Collection<List<EchoScenario>> groups(Plan plan) {
    record Key(Placement placement, int bufferSize) {}
    var groups = new LinkedHashMap<Key, List<EchoScenario>>();
    for (var scenario : EchoScenario.all()) {
      if (plan.wants(scenario.scenario())) {
        var key = new Key(scenario.placement(), scenario.bufferSize());
        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(scenario);
      }
    }
    return groups.values();
  }

  private void runGroup(Plan plan, List<EchoScenario> group, int round, Consumer<Sample> samples)
      throws IOException, InterruptedException {
    var servers = new ArrayList<EchoProcess>();
    try {
      start(plan, group.getFirst(), servers);
      for (var server : servers) {
        for (var scenario : warming(group)) {
          new EchoLoad(c).run(scenario, server, 0, plan.warmupSeconds());
        }
      }
      Collections.rotate(servers, round);
      for (var scenario : group) {
        for (int visit = 0; visit < plan.visits(); visit++) {
          visitAll(plan, scenario, servers, round * plan.visits() + visit, samples);
          Collections.rotate(servers, 1);
        }
      }
    } finally {
      closeAll(servers);
    }
  }

  /**
   * Warms up with one scenario of each kind, so that none is measured while its code is compiled.
   */
  private static Collection<EchoScenario> warming(List<EchoScenario> group) {
    var kinds = new LinkedHashMap<String, EchoScenario>();
    for (var scenario : group) {
      kinds.merge(scenario.mode(), scenario, EchoSuite::busier);
    }
    kinds.remove("idle");
    return kinds.isEmpty() ? List.of(EchoScenario.all().get(1)) : kinds.values();
  }

  private static EchoScenario busier(EchoScenario one, EchoScenario other) {
    return other.connections() > one.connections() ? other : one;
  }

  private void start(Plan plan, EchoScenario scenario, List<EchoProcess> servers)
      throws IOException, InterruptedException {
    for (var name : EchoSubjects.names()) {
      if (plan.wants(scenario.scenario(), name) && EchoSubjects.isAvailable(name)) {
        servers.add(EchoProcess.start(name, scenario, c));
      }
    }
  }

  private void visitAll(
      Plan plan,
      EchoScenario scenario,
      List<EchoProcess> servers,
      int turn,
      Consumer<Sample> samples)
      throws IOException, InterruptedException {
    for (var server : servers) {
      var outcome = leastDisturbed(plan, scenario, server);
      samples.accept(
          new Sample(
              scenario.scenario(),
              server.subject(),
              turn,
              outcome.values(),
              outcome.disturbance()));
    }
  }

  private EchoLoad.Outcome leastDisturbed(Plan plan, EchoScenario scenario, EchoProcess server)
      throws IOException, InterruptedException {
    var load = new EchoLoad(c);
    var best = load.run(scenario, server, SETTLING_SECONDS, plan.seconds());
    for (int i = 1; i < MAX_ATTEMPTS && best.disturbance() > plan.maxDisturbance(); i++) {
      var next = load.run(scenario, server, SETTLING_SECONDS, plan.seconds());
      best = next.disturbance() < best.disturbance() ? next : best;
    }
    return best;
  }

  private static void closeAll(List<EchoProcess> servers) throws IOException {
    for (var server : servers) {
      server.close();
    }
  }
}
