package dev.fairlead.benchmarks.tls;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Scenario;
import dev.fairlead.benchmarks.harness.Throughput;
import dev.fairlead.benchmarks.harness.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every scenario about TLS, and who takes part in it. All have the JDK's engine. */
public final class TlsContests {

  private static final String NETTY = "netty-nio";
  private static final String BARE = "bare-engine";

  private TlsContests() {}

  public static List<Contest> all() {
    return List.of(
        of("tls-round-trip", "64 bytes there and back on one connection", t -> t::roundTrips),
        bulk("tls-bulk", "16 KiB", TlsTraffic.LONG),
        bulk("tls-bulk-64k", "64 KiB", 4 * TlsTraffic.LONG),
        memory(),
        of(
            "tls-handshake",
            "connect, full handshake, one byte, close",
            t -> n -> t.handshakes(n, false)),
        of(
            "tls-resumed",
            "connect, resume the session, one byte, close",
            t -> n -> t.handshakes(n, true)),
        idle());
  }

  private static Contest bulk(String id, String amount, int piece) {
    String title = amount + " in one direction on one connection";
    var contest = of(id, title, t -> n -> t.bulk(n, piece));
    Hosts.backends()
        .forEach((name, backend) ->
            with(contest, name + "-no-tls", () -> n -> new PlainTcp(backend).bulk(n, piece)));
    return with(contest, BARE, () -> BareEngine.bulk(piece / TlsTraffic.LONG));
  }

  private static Contest memory() {
    var contest =
        Contest.timed("tls-memory", "16 KiB in one direction through memory, on one core", BARE);
    with(contest, BARE, () -> BareEngine.bulk(1));
    with(contest, "netty-embedded", () -> new NettyMemoryTls()::bulk);
    Hosts.backends()
        .forEach((name, backend) -> with(contest, name, () -> new MemoryTls(backend)::bulk));
    return contest;
  }

  private static Contest with(Contest contest, String name, Supplier<Workload> workload) {
    return contest.with(name, List.of(), () -> Throughput.ofLongBatches(workload.get()));
  }

  private static Contest idle() {
    var contest =
        new Contest(
            new Scenario(
                "tls-idle", "one of 1,000 idle connections", NETTY, IdleConnections.METRICS));
    var all = subjects();
    Hosts.backends()
        .forEach((name, backend) -> all.put(name + "-turns", () -> new TurnsTls(backend)));
    all.forEach(
        (name, subject) -> contest.with(name, List.of(), () -> new IdleConnections(subject.get())));
    return contest;
  }

  private static Contest of(String id, String title, Function<TlsTraffic, Workload> workload) {
    var contest = Contest.timed(id, title, NETTY);
    subjects().forEach((name, subject) -> with(contest, name, () -> workload.apply(subject.get())));
    return contest;
  }

  private static Map<String, Supplier<TlsTraffic>> subjects() {
    var all = new LinkedHashMap<String, Supplier<TlsTraffic>>();
    all.put(NETTY, NettyTls::new);
    all.put("jdk-sslsocket", SocketTls::new);
    Hosts.backends().forEach((name, backend) -> all.put(name, () -> new FairleadTls(backend)));
    return all;
  }
}
