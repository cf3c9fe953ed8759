package dev.fairlead.benchmarks.files;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Scenario;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every scenario about files, and who takes part in it. */
public final class FileContests {

  private static final String NOBODY = "nobody";
  private static final String THREADS = "platform-threads";
  private static final List<Integer> PLACES = List.of(1, 64, 1_000);

  private static final ReadLoad.Unit PAGES =
      new ReadLoad.Unit(
          64 << 20,
          1,
          Metric.higher("reads/s"),
          Metric.lower("CPU us/read"),
          Metric.lower("B/read"));
  private static final ReadLoad.Unit STREAMS =
      new ReadLoad.Unit(
          1 << 30, 1e6, Metric.higher("MB/s"), Metric.lower("CPU us/MB"), Metric.lower("B/MB"));

  private FileContests() {}

  /**
   * All of them.
   *
   * @param home the directory of this module, below which the files that are read are kept
   */
  public static List<Contest> all(Path home) {
    Path directory = home.resolve("target/files");
    var reading =
        PLACES.stream().flatMap(n -> Stream.of(pages(directory, n), streams(directory, n)));
    var beside =
        Stream.of(Neighbours.values())
            .filter(Neighbours::isPossible)
            .flatMap(who ->
                Hosts.backends().entrySet().stream()
                    .map(e -> echo(home, who, e.getKey(), e.getValue())));
    return Stream.concat(reading, beside).toList();
  }

  private static Contest echo(Path home, Neighbours who, String name, Backend backend) {
    String beside = who.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String id = "echo-" + beside + "-" + name.replace("fairlead-", "");
    String title = EchoBesideDisk.title(beside);
    var contest = new Contest(new Scenario(id, title, NOBODY, EchoBesideDisk.METRICS));
    var neighbours = new LinkedHashMap<String, EchoBesideDisk.Neighbour>();
    neighbours.put(NOBODY, (_, _) -> {});
    neighbours.put(name, who::files);
    neighbours.put("blocking-in-tasks", who::blockingInTasks);
    neighbours.put("virtual-threads", (_, job) -> who.threads(Thread.ofVirtual().factory(), job));
    neighbours.put(THREADS, (_, job) -> who.threads(Thread.ofPlatform().daemon().factory(), job));
    neighbours.forEach((subject, neighbour) ->
        contest.with(subject, List.of(), () -> new EchoBesideDisk(home, backend, who, neighbour)));
    return contest;
  }

  private static Contest pages(Path directory, int places) {
    return contest(
        directory,
        scenario("read-4k-" + places, "4 KiB anywhere in a cached file", places, PAGES),
        places,
        PAGES,
        (reading, job) -> () -> reading.pages(job));
  }

  private static Contest streams(Path directory, int places) {
    return contest(
        directory,
        scenario("stream-" + places, "a cached file of 1 GiB, in 64 KiB pieces", places, STREAMS),
        places,
        STREAMS,
        (reading, job) -> () -> reading.streams(job));
  }

  private static Scenario scenario(String id, String title, int places, ReadLoad.Unit unit) {
    return new Scenario(
        id,
        title + "; " + places + " at a time",
        THREADS,
        List.of(unit.rate(), unit.cpu(), unit.allocated(), ReadLoad.THREADS));
  }

  private static Contest contest(
      Path directory,
      Scenario scenario,
      int places,
      ReadLoad.Unit unit,
      BiFunction<Reading, Reading.Job, Places.Body> load) {
    var contest = new Contest(scenario);
    subjects()
        .forEach((name, reading) ->
            contest.with(
                name,
                List.of(),
                () ->
                    new ReadLoad(directory, places, unit, job -> load.apply(reading, job).run())));
    return contest;
  }

  private static Map<String, Reading> subjects() {
    var all = new LinkedHashMap<String, Reading>();
    all.put(THREADS, new BlockingReading(Thread.ofPlatform().daemon().factory()));
    all.put("virtual-threads", new BlockingReading(Thread.ofVirtual().factory()));
    all.put("async-channel", new AsyncReading());
    Hosts.backendsAndTwoLoops()
        .forEach((name, backend) -> all.put(name, new FairleadReading(backend, false)));
    all.put("fairlead-virtual-workers", new FairleadReading(Backends.virtual(), true));
    return all;
  }
}
