package dev.fairlead.benchmarks.echo;

import dev.fairlead.benchmarks.harness.Answer;
import dev.fairlead.benchmarks.harness.CCompiler;
import dev.fairlead.benchmarks.harness.ChildProcess;
import dev.fairlead.benchmarks.harness.CpuTimes;
import dev.fairlead.benchmarks.harness.Disturbance;
import dev.fairlead.benchmarks.harness.Metric;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the load generator against one server and turns its answer into metrics. */
final class EchoLoad {
  private final CCompiler c;

  EchoLoad(CCompiler c) {
    this.c = c;
  }

  /** What a run of the load generator gave, and how disturbed it was. */
  record Outcome(Map<Metric, Double> values, double disturbance) {}

  Outcome run(EchoScenario scenario, EchoProcess server, double warmup, double seconds)
      throws IOException, InterruptedException {
    return scenario.mode().equals("idle")
        ? idle(scenario, server)
        : timed(scenario, server, warmup, seconds);
  }

  private Outcome timed(EchoScenario scenario, EchoProcess server, double warmup, double seconds)
      throws IOException, InterruptedException {
    var command = command(scenario, server, String.valueOf(warmup), String.valueOf(seconds));
    double cpuBefore = server.cpuSeconds();
    double allocatedBefore = server.allocatedBytes();
    var disturbance = Disturbance.watch(List.of(server.pid()));
    try (var load = ChildProcess.start(scenario.placement().load(), command)) {
      var answer = load.readValues();
      double share = disturbance.share(CpuTimes.processSeconds(load.pid()));
      double cpuMicros = (server.cpuSeconds() - cpuBefore) * 1e6;
      double allocated = server.allocatedBytes() - allocatedBefore;
      // Server costs are counted from the start; megabytes are those of the measurement alone.
      double operations = answer.number("all");
      double megabytes = Math.max(1, answer.number("megabytes") * (warmup + seconds));
      var values = values(scenario, answer);
      values.put(EchoScenario.CPU, cpuMicros / operations);
      values.put(EchoScenario.CPU_PER_MEGABYTE, cpuMicros / megabytes);
      values.put(EchoScenario.ALLOCATED, allocated / operations);
      return new Outcome(values, share);
    }
  }

  private static Map<Metric, Double> values(EchoScenario scenario, Answer answer) {
    var values = new HashMap<Metric, Double>();
    values.put(EchoScenario.P50, answer.number("p50"));
    values.put(EchoScenario.P99, answer.number("p99"));
    values.put(EchoScenario.P999, answer.number("p999"));
    values.put(EchoScenario.MEGABYTES, answer.number("megabytes"));
    boolean churn = scenario.mode().equals("churn");
    values.put(churn ? EchoScenario.CHURN : EchoScenario.RATE, answer.number("rate"));
    return values;
  }

  private Outcome idle(EchoScenario scenario, EchoProcess server)
      throws IOException, InterruptedException {
    var before = server.memory();
    try (var load = ChildProcess.start(scenario.placement().load(), command(scenario, server))) {
      load.readLine();
      var after = server.memory();
      double heap = (after.heap() - before.heap()) / scenario.connections();
      double outside = (after.resident() - before.resident()) / scenario.connections();
      return new Outcome(
          Map.of(EchoScenario.IDLE_HEAP, heap, EchoScenario.IDLE_BYTES, heap + outside), 0);
    }
  }

  private List<String> command(EchoScenario scenario, EchoProcess server, String... times)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(c.program("load").toString());
    command.add(scenario.mode());
    command.add(String.valueOf(server.port()));
    command.add(String.valueOf(scenario.connections()));
    command.add(String.valueOf(scenario.messageSize()));
    command.addAll(List.of(times));
    if (scenario.rate() > 0) {
      command.add(String.valueOf(scenario.rate()));
    }
    return command;
  }
}
