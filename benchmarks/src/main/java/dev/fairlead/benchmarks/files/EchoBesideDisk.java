package dev.fairlead.benchmarks.files;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Answer;
import dev.fairlead.benchmarks.harness.CCompiler;
import dev.fairlead.benchmarks.harness.ChildProcess;
import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** What clients of an echo server notice of others who keep a disk busy. */
final class EchoBesideDisk implements Experiment {

  static final Metric P99 = Metric.lower("p99 us");
  static final Metric P50 = Metric.lower("p50 us");
  static final Metric RATE = Metric.higher("round trips/s");
  static final Metric DISK = Metric.higher("disk MB/s");
  static final List<Metric> METRICS = List.of(P99, P50, RATE, DISK);

  private static final int CONNECTIONS = 4;
  private static final int MESSAGE = 64;
  private static final int BUFFER = 4_096;
  private static final int READERS = 64;
  private static final long FILE_SIZE = 1 << 30;
  private static final long SMALL_FILE = 1 << 20;

  private final Path home;
  private final Backend backend;
  private final Neighbours disk;
  private final Neighbour neighbour;

  static String title(String neighbours) {
    return "64 bytes there and back on "
        + CONNECTIONS
        + " connections, beside "
        + READERS
        + " "
        + neighbours;
  }

  /** Who keeps the disk busy. */
  @FunctionalInterface
  interface Neighbour {
    /** Begins; what it starts in the group ends with the job. */
    void start(TaskGroup group, Reading.Job job) throws Exception;
  }

  EchoBesideDisk(Path home, Backend backend, Neighbours disk, Neighbour neighbour) {
    this.home = home;
    this.backend = backend;
    this.disk = disk;
    this.neighbour = neighbour;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    var stop = new AtomicBoolean();
    var done = new LongAdder();
    Path file = disk.file(home.resolve("target/files"), FILE_SIZE);
    var job = new Reading.Job(file, FILE_SIZE, READERS, () -> !stop.get(), done);
    try (AutoCloseable _ = disk.prepare(file);
        AutoCloseable _ = disk.keepBusy(file);
        var server = new Server(job);
        AutoCloseable _ = () -> stop.set(true)) {
      long start = System.nanoTime();
      Answer answer = load(server.port(), warmupSeconds, seconds);
      double took = (System.nanoTime() - start) / 1e9;
      double megabytes = done.sum() * (double) Reading.PIECE / 1e6;
      return Map.of(
          P99, answer.number("p99"),
          P50, answer.number("p50"),
          RATE, answer.number("rate"),
          DISK, megabytes / took);
    }
  }

  private Answer load(int port, double warmupSeconds, double seconds)
      throws IOException, InterruptedException {
    Path program =
        new CCompiler(home.resolve("src/main/c"), home.resolve("target/native")).program("load");
    var command =
        List.of(
            program.toString(),
            "rtt",
            String.valueOf(port),
            String.valueOf(CONNECTIONS),
            String.valueOf(MESSAGE),
            String.valueOf(warmupSeconds),
            String.valueOf(seconds));
    try (var child = ChildProcess.start("", command)) {
      return child.readValues();
    }
  }

  /** One round trip, and every neighbour does one piece. */
  @Override
  public void tryOut() throws Exception {
    Path file = disk.file(home.resolve("target/files"), SMALL_FILE);
    var job = new Reading.Job(file, SMALL_FILE, 2, () -> false, new LongAdder());
    try (AutoCloseable _ = disk.prepare(file);
        var server = new Server(job);
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(new byte[MESSAGE]);
      if (socket.getInputStream().readNBytes(MESSAGE).length != MESSAGE) {
        throw new IllegalStateException("the echo is shorter than what was sent");
      }
    }
  }

  /** A runtime with the echo server and its neighbours. */
  private final class Server implements AutoCloseable {
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<TaskGroup> group = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    Server(Reading.Job job) {
      Thread.ofPlatform().daemon().start(() -> run(job));
    }

    private void run(Reading.Job job) {
      try {
        Fairlead.run(o -> o.withBackend(backend), () -> TaskGroup.run(g -> serve(g, job)));
        ended.complete(true);
      } catch (Exception e) {
        port.completeExceptionally(e);
        ended.completeExceptionally(e);
      }
    }

    private void serve(TaskGroup tasks, Reading.Job job) throws Exception {
      group.complete(tasks);
      try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
        port.complete(listener.port());
        neighbour.start(tasks, job);
        listener.serve(EchoBesideDisk::echo);
      }
    }

    int port() {
      return port.join();
    }

    @Override
    public void close() {
      group.join().cancel();
      boolean _ = ended.join();
    }
  }

  private static void echo(SocketStream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (stream.receive(buffer) >= 0) {
        stream.send(buffer.flip());
        buffer.clear();
      }
    } catch (IOException _) {
      // Ends this connection only. A load generator that did not leave by itself reports it.
    }
  }
}
