package dev.fairlead.net;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Connects in a network of its own, in which addresses of a device that swallows everything are
 * black holes. Writes a line for each try: what was tried, who won, and after how many
 * milliseconds.
 */
final class TwoFamiliesProgram {

  private static final String HOLE6 = "fd00:9::2";
  private static final String HOLE4 = "10.9.0.2";

  private TwoFamiliesProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() -> {
      try (var only4 = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
          var only6 = Net.createTcpListener(0, o -> o.withLocalHost("::"))) {
        attempt("first", only4.port(), "127.0.0.1");
        long before = openSockets();
        attempt("black hole", only4.port(), HOLE6, "127.0.0.1");
        attempt("refusing", only4.port(), "::1", "127.0.0.1");
        attempt("no route", only4.port(), "2001:db8::1", "127.0.0.1");
        attempt("both fail", only4.port(), "::1", "2001:db8::1");
        TaskGroup.run(group -> {
          group.startSoon(TwoFamiliesProgram::openTheHole);
          attempt("slow", only6.port(), HOLE6, HOLE4);
        });
        System.out.println("sockets left: " + (openSockets() - before));
      }
    });
  }

  private static void attempt(String name, int port, String... addresses) {
    List<InetAddress> found = Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    var begun = Fairlead.currentTime();
    String result;
    try (var stream = Net.connectTcp("x.test", port, o -> o.withResolver(host -> found))) {
      result = ((InetSocketAddress) stream.remoteAddress()).getAddress().getHostAddress();
    } catch (IOException e) {
      result = e.getMessage();
    }
    long millis = Fairlead.currentTime().since(begun).toMillis();
    System.out.println(name + ": " + result + " after " + millis);
  }

  /** Gives this machine the address to which the first packet was swallowed. */
  private static void openTheHole() throws Exception {
    Fairlead.sleep(Duration.ofMillis(400));
    var command =
        new ProcessBuilder("ip", "-6", "addr", "add", HOLE6 + "/128", "dev", "lo", "nodad");
    ToThread.run(() -> command.inheritIO().start().waitFor());
  }

  private static long openSockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(TwoFamiliesProgram::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // Closed since it was listed.
    }
  }
}
