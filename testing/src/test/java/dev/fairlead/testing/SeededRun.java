package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.testing.SimulationOptions.Switching;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run with tasks, timers and a network, whose trace shows every choice that was made. */
final class SeededRun {

  private static final int CLIENTS = 3;
  private static final int PORT = 7;

  private SeededRun() {}

  /** Prints the traces of the seeds it is given. For another JVM. */
  public static void main(String[] seeds) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    for (String seed : seeds) {
      out.print(text(Long.parseLong(seed)));
    }
    out.flush();
  }

  /** The trace of a seed and its digest. */
  static String text(long seed) {
    var lines = new ArrayList<String>();
    Fairlead.run(
        o ->
            o.withBackend(
                Simulation.backend(s ->
                    s.withSeed(seed).withSwitching(Switching.EVERYWHERE).withTraceLimit(100_000))),
        () -> {
          talk();
          lines.addAll(Simulation.current().trace());
          lines.add("digest " + Simulation.current().traceDigest());
        });
    return String.join("\n", lines) + "\n";
  }

  private static void talk() {
    SimulatedNetwork network = Simulation.current().network();
    SimulatedHost server = network.host("server");
    TaskGroup.run(group -> {
      CancelScope serving = CancelScope.create();
      server.run(() -> {
        var listener = Net.createTcpListener(PORT);
        group.startSoon(() ->
            serving.run(() -> {
              try (listener) {
                listener.serve(SeededRun::echo);
              }
            }));
      });
      TaskGroup.run(clients -> {
        for (int i = 0; i < CLIENTS; i++) {
          int number = i;
          clients.startSoon(() -> ask(number));
        }
      });
      serving.cancel();
    });
  }

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  private static void ask(int number) throws IOException {
    try (var stream = Net.connectTcp("server", PORT)) {
      for (int i = 0; i < 5; i++) {
        stream.send(new byte[] {(byte) number});
        Simulation.current().note("client " + number + " got " + stream.receive()[0]);
        Fairlead.sleep(Duration.ofMillis(Simulation.current().random().nextInt(20)));
      }
    }
  }

  /** The class path on which another JVM finds this class, wherever this one has it from. */
  static String classPath() {
    return List.of(SeededRun.class, Simulation.class, Net.class, Fairlead.class).stream()
        .map(SeededRun::placeOf)
        .distinct()
        .reduce((a, b) -> a + System.getProperty("path.separator") + b)
        .orElseThrow();
  }

  private static String placeOf(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    var resource = type.getResource("/" + file);
    if (resource == null) {
      throw new AssertionError(type + " comes from nowhere");
    }
    String url = resource.toString();
    String place = url.substring(0, url.length() - file.length());
    return java.nio.file.Path.of(
            java.net.URI.create(
                place.startsWith("jar:") ? place.substring(4, place.length() - 2) : place))
        .toString();
  }
}
