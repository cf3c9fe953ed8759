package dev.fairlead.benchmarks.channels;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Throughput;
import dev.fairlead.benchmarks.harness.Workload;
import dev.fairlead.benchmarks.kotlin.KotlinChannels;
import dev.fairlead.lowlevel.Backends;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every scenario about channels and locks, and who takes part in it. */
public final class ChannelContests {
  private static final String JOX = "jox";
  private static final String LOCK = "reentrant-lock";

  // Peers on the one thread of a loop, as our own tasks are there.
  private static final String ON_CARRIER = "-on-carrier";

  private ChannelContests() {}

  public static List<Contest> all() {
    var all =
        List.of(
            rendezvous(), buffered(), chain(), manyToMany(), select(), uncontended(), contended());
    return Stream.concat(all.stream(), SharingContests.all().stream()).toList();
  }

  private static Contest rendezvous() {
    var contest =
        Contest.timed("rendezvous", "one sender, one receiver, no buffer", JOX)
            .with("kotlin-one-thread", KotlinChannels::rendezvousOnOneThread)
            .with("kotlin-default", KotlinChannels::rendezvousOnDefault);
    traffic().forEach((name, traffic) -> contest.with(name, traffic::rendezvous));
    return contest;
  }

  private static Contest buffered() {
    var contest =
        Contest.timed("buffer-100", "one sender, one receiver, a buffer of 100", JOX)
            .with("kotlin-one-thread", KotlinChannels::bufferedOnOneThread)
            .with("kotlin-default", KotlinChannels::bufferedOnDefault);
    traffic().forEach((name, traffic) -> contest.with(name, traffic::bufferOfHundred));
    return contest;
  }

  private static Contest chain() {
    var title = "a chain of 10,000 tasks with buffers of 16; costs of one hop";
    var contest = Contest.timed("chain", title, JOX);
    built(contest, "kotlin-one-thread", KotlinChannels::chainOnOneThread);
    built(contest, "kotlin-default", KotlinChannels::chainOnDefault);
    traffic().forEach((name, traffic) -> built(contest, name, traffic::chain));
    return contest;
  }

  private static void built(Contest contest, String name, Workload workload) {
    contest.with(name, List.of(), () -> Throughput.ofLongBatches(workload));
  }

  private static Contest manyToMany() {
    var contest =
        Contest.timed("many-to-many", "100 senders, 100 receivers, one buffer of 16", JOX)
            .with("kotlin-one-thread", KotlinChannels::manyToManyOnOneThread)
            .with("kotlin-default", KotlinChannels::manyToManyOnDefault);
    traffic().forEach((name, traffic) -> contest.with(name, traffic::manyToMany));
    return contest;
  }

  private static Contest select() {
    var contest =
        Contest.timed("select", "receive from whichever of two channels has something", JOX)
            .with(JOX, items -> JoxSelect.selectOfTwo(Crew.ofVirtualThreads(), items))
            .with(JOX + ON_CARRIER, items -> JoxSelect.selectOfTwo(onCarrier(), items))
            .with("kotlin-one-thread", KotlinChannels::selectOnOneThread)
            .with("kotlin-default", KotlinChannels::selectOnDefault);
    Hosts.backends()
        .forEach((name, backend) -> {
          var streams = new FairleadSelect(backend);
          contest.with(name, streams::selectOfTwo);
          contest.with(name + "-made-anew", streams::newSelectOfTwo);
        });
    return contest;
  }

  private static Map<String, Traffic> traffic() {
    var all = new LinkedHashMap<String, Traffic>();
    addPeers(all, Crew.ofVirtualThreads(), "");
    addPeers(all, onCarrier(), ON_CARRIER);
    Hosts.backends()
        .forEach(
            (name, b) -> all.put(name, new Traffic(Crew.ofTasks(b), FairleadPipes::memoryStream)));
    return all;
  }

  private static void addPeers(Map<String, Traffic> all, Crew crew, String suffix) {
    all.put(JOX + suffix, new Traffic(crew, PeerPipes::jox));
    all.put("juc-array" + suffix, new Traffic(crew, PeerPipes::arrayQueue));
    all.put("juc-linked" + suffix, new Traffic(crew, PeerPipes::linkedQueue));
  }

  private static Crew onCarrier() {
    return Crew.ofTasks(Backends.carrier());
  }

  private static Contest uncontended() {
    var contest =
        Contest.timed("lock-uncontended", "lock and unlock, nobody else wants it", LOCK)
            .with("kotlin-one-thread", KotlinChannels::lockUncontended);
    return locks(contest, locking -> locking::uncontended);
  }

  private static Contest contended() {
    var contest =
        Contest.timed("lock-contended", "eight tasks want the same lock", LOCK)
            .with("kotlin-one-thread", KotlinChannels::lockContendedOnOneThread)
            .with("kotlin-default", KotlinChannels::lockContendedOnDefault);
    return locks(contest, locking -> locking::contended);
  }

  private static Contest locks(Contest contest, Function<Locking, Workload> scenario) {
    Map<String, Supplier<Locking.Mutex>> peers =
        Map.of(
            LOCK,
            PeerLocks::reentrant,
            "reentrant-lock-fair",
            PeerLocks::fair,
            "juc-semaphore",
            PeerLocks::semaphore);
    peers.forEach((name, mutex) -> {
      contest.with(name, scenario.apply(new Locking(Crew.ofVirtualThreads(), mutex)));
      contest.with(name + ON_CARRIER, scenario.apply(new Locking(onCarrier(), mutex)));
    });
    Hosts.backends()
        .forEach((name, backend) -> {
          var tasks = Crew.ofTasks(backend);
          contest.with(name, scenario.apply(new Locking(tasks, FairleadLocks::lock)));
          contest.with(
              name + "-semaphore", scenario.apply(new Locking(tasks, FairleadLocks::semaphore)));
        });
    return contest;
  }
}
