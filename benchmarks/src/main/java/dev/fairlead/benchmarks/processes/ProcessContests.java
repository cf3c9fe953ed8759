package dev.fairlead.benchmarks.processes;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** Every scenario about programs, and who takes part in it. */
public final class ProcessContests {

  private static final String BARE = "process-builder";
  private static final int MANY = 50;
  private static final Metric RATE = Metric.higher("programs/s");
  private static final Metric THROUGHPUT = Metric.higher("MB/s");
  private static final double MEGABYTE = 1e6;

  private ProcessContests() {}

  public static List<Contest> all() {
    return Stream.of(1, MANY).flatMap(n -> Stream.of(starts(n), pipes(n))).toList();
  }

  private static Contest starts(int parallel) {
    var scenario =
        new Scenario(
            "start-" + parallel,
            "start a program, read its output, wait for its end; " + parallel + " at a time",
            BARE,
            List.of(RATE, ProcessLoad.THREADS));
    var contest = new Contest(scenario);
    with(contest, BARE, parallel, RATE, 1, BareProcesses::starts);
    Hosts.backendsAndTwoLoops()
        .forEach(
            (name, b) -> with(contest, name, parallel, RATE, 1, new FairleadProcesses(b)::starts));
    withAnyio(contest, "start", parallel, RATE, 1);
    return contest;
  }

  private static Contest pipes(int parallel) {
    var scenario =
        new Scenario(
            "pipe-" + parallel,
            "read what programs write as fast as they can; " + parallel + " at a time",
            BARE,
            List.of(THROUGHPUT, ProcessLoad.THREADS));
    var contest = new Contest(scenario);
    with(contest, BARE, parallel, THROUGHPUT, MEGABYTE, BareProcesses::pipes);
    Hosts.backendsAndTwoLoops()
        .forEach((name, b) ->
            with(contest, name, parallel, THROUGHPUT, MEGABYTE, new FairleadProcesses(b)::pipes));
    withAnyio(contest, "pipe", parallel, THROUGHPUT, MEGABYTE);
    return contest;
  }

  private static void withAnyio(
      Contest contest, String what, int parallel, Metric rate, double unit) {
    if (AnyioProcesses.isInstalled()) {
      contest.with("anyio", List.of(), () -> new AnyioProcesses(what, parallel, rate, unit));
    }
  }

  private static void with(
      Contest contest, String name, int parallel, Metric rate, double unit, ProcessLoad.Load load) {
    contest.with(
        name,
        List.of("--enable-native-access=ALL-UNNAMED"),
        () -> new ProcessLoad(parallel, rate, unit, load));
  }
}
