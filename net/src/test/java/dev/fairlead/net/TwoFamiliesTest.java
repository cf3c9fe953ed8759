package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.thread.ToThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both families of addresses, in a network namespace where one does not work. */
@Tag("slow")
@Tag("programs")
class TwoFamiliesTest {

  private static final String SETUP =
      """
      ip link set lo up
      ip link add hole type veth peer name bottom
      ip link set bottom up
      ip link set hole up
      ip addr add 10.9.0.1/24 dev hole
      ip -6 addr add fd00:9::1/64 dev hole nodad
      ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:02 dev hole nud permanent
      ip -6 neigh add fd00:9::2 lladdr 02:00:00:00:00:02 dev hole nud permanent\
      """;

  private static final Pattern LINE = Pattern.compile("([^:]+): (.*) after (\\d+)");

  /** What the program says of one try. */
  private record Attempt(String name, String result, long millis) {}

  @Test
  void theFamilyThatWorksWins(@TempDir Path directory) throws Exception {
    Programs.assumeInstalled("unshare", "ip");
    var lines = new ArrayList<String>();

    Fairlead.run(() -> {
      assumeTrue(Programs.mayUnshare(), "needs network namespaces");
      Process program =
          Programs.java(TwoFamiliesProgram.class, List.of("unshare", "-Urn"), SETUP, directory);
      ToThread.run(() -> lines.addAll(program.inputReader().readAllLines()));
      Programs.end(program);
    });

    List<Attempt> attempts =
        lines.stream()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(m -> new Attempt(m.group(1), m.group(2), Long.parseLong(m.group(3))))
            .toList();
    assertEquals(
        List.of("first", "black hole", "refusing", "no route", "both fail", "slow"),
        attempts.stream().map(Attempt::name).toList());
    assertEquals("127.0.0.1", attempts.get(1).result());
    assertTrue(attempts.get(1).millis() >= 250, lines::toString);
    assertEquals("127.0.0.1", attempts.get(2).result());
    assertEquals("127.0.0.1", attempts.get(3).result());
    assertTrue(attempts.get(4).result().contains("Connection refused"), lines::toString);
    assertTrue(attempts.get(4).result().contains("unreachable"), lines::toString);
    assertEquals("fd00:9:0:0:0:0:0:2", attempts.get(5).result());
    assertTrue(attempts.get(5).millis() >= 400, lines::toString);
    assertEquals("sockets left: 0", lines.getLast());
  }
}
