package dev.fairlead.benchmarks.echo;

import static dev.fairlead.benchmarks.harness.Metric.higher;
import static dev.fairlead.benchmarks.harness.Metric.lower;

import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One kind of load on the echo servers.
 *
 * @param mode the load generator's mode
 * @param placement which processors server and load may use
 * @param connections how many connections at once
 * @param messageSize bytes per message or chunk
 * @param bufferSize bytes that one read of the server asks for
 * @param rate messages a second that are sent whatever comes back; 0 if each waits for the last
 */
record EchoScenario(
    Scenario scenario,
    String mode,
    Placement placement,
    int connections,
    int messageSize,
    int bufferSize,
    int rate) {

  static final Metric RATE = higher("round trips/s");
  static final Metric MEGABYTES = higher("MB/s");
  static final Metric CHURN = higher("connections/s");
  static final Metric P50 = lower("p50 us");
  static final Metric P99 = lower("p99 us");
  static final Metric P999 = lower("p99.9 us");
  static final Metric CPU = lower("server CPU us/op");
  static final Metric ALLOCATED = lower("allocated B/op");
  static final Metric CPU_PER_MEGABYTE = lower("server CPU us/MB");
  static final Metric IDLE_BYTES = lower("bytes/connection");
  static final Metric IDLE_HEAP = lower("of it heap");

  private static final int SMALL = 64;
  private static final int SMALL_BUFFER = 4096;
  private static final int CHUNK = 65536;

  // What the load keeps in flight on one connection; Netty takes as much before it answers.
  private static final int WINDOW = 4 * CHUNK;
  private static final int IDLE_CONNECTIONS = 8000;
  private static final int CHURNING = 64;
  private static final int PACED = 64;

  /** All of them; those with the same placement and buffer share a server. */
  static List<EchoScenario> all() {
    return Stream.of(Placement.values())
        .flatMap(placement ->
            Stream.of(
                roundTrips(placement, 1),
                roundTrips(placement, 64),
                roundTrips(placement, 1000),
                paced(placement, 20_000),
                paced(placement, 60_000),
                paced(placement, 100_000),
                churn(placement),
                stream(placement, 1, CHUNK),
                stream(placement, 16, CHUNK),
                stream(placement, 1, WINDOW),
                stream(placement, 16, WINDOW),
                idle(placement)))
        .filter(s -> s.placement() == Placement.SPLIT || !needsSplit(s.mode()))
        .toList();
  }

  private static EchoScenario roundTrips(Placement placement, int connections) {
    var title =
        String.format(
            Locale.ROOT, "64-byte round trips, %d connection(s), %s", connections, placement);
    var metrics = List.of(RATE, P50, P99, P999, CPU, ALLOCATED);
    return new EchoScenario(
        named(placement.id() + "-rtt-" + connections, title, metrics),
        "rtt",
        placement,
        connections,
        SMALL,
        SMALL_BUFFER,
        0);
  }

  // A load that keeps to its times needs a processor of its own.
  private static boolean needsSplit(String mode) {
    return mode.equals("idle") || mode.equals("paced");
  }

  /** How long answers take at the same load for all, which is less than any of them can bear. */
  private static EchoScenario paced(Placement placement, int rate) {
    var title =
        String.format(
            Locale.ROOT,
            "%d messages of 64 bytes a second over %d connections, %s",
            rate,
            PACED,
            placement);
    return new EchoScenario(
        named(placement.id() + "-paced-" + rate / 1000 + "k", title, List.of(P50, P99, P999, CPU)),
        "paced",
        placement,
        PACED,
        SMALL,
        SMALL_BUFFER,
        rate);
  }

  private static EchoScenario stream(Placement placement, int connections, int bufferSize) {
    var id = placement.id() + "-stream-" + connections + (bufferSize == CHUNK ? "" : "-window");
    var title =
        String.format(
            Locale.ROOT,
            "streaming 64 KiB chunks, %d connection(s), buffers of %d KiB, %s",
            connections,
            bufferSize / 1024,
            placement);
    return new EchoScenario(
        named(id, title, List.of(MEGABYTES, CPU_PER_MEGABYTE)),
        "stream",
        placement,
        connections,
        CHUNK,
        bufferSize,
        0);
  }

  private static EchoScenario churn(Placement placement) {
    var title =
        String.format(
            Locale.ROOT, "connect, one round trip, close; %d at once, %s", CHURNING, placement);
    return new EchoScenario(
        named(placement.id() + "-churn", title, List.of(CHURN, P99, CPU, ALLOCATED)),
        "churn",
        placement,
        CHURNING,
        SMALL,
        SMALL_BUFFER,
        0);
  }

  private static EchoScenario idle(Placement placement) {
    var title =
        String.format(
            Locale.ROOT, "memory of %d idle connections, each served once", IDLE_CONNECTIONS);
    return new EchoScenario(
        named("idle-" + IDLE_CONNECTIONS, title, List.of(IDLE_BYTES, IDLE_HEAP)),
        "idle",
        placement,
        IDLE_CONNECTIONS,
        SMALL,
        SMALL_BUFFER,
        0);
  }

  private static Scenario named(String id, String title, List<Metric> metrics) {
    return new Scenario(id, title, EchoSubjects.BASE, metrics);
  }
}
