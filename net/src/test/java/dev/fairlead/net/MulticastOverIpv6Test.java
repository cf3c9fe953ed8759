package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.thread.ToThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of IPv6, which the loopback device does not know. */
@Tag("programs")
class MulticastOverIpv6Test {

  private static final String SETUP =
      """
      ip link set lo up
      ip link add near type veth peer name far
      ip link set far up
      ip link set near up
      ip -6 addr add fd00:7::1/64 dev near nodad\
      """;

  private static final List<String> EXPECTED =
      List.of(
          "member of true, heard to the group",
          "left, heard to the member",
          "another sender, heard to the member",
          "this sender, heard to the group",
          "blocked, heard to the member",
          "unblocked, heard to the group",
          "python",
          "python heard fairlead");

  @Test
  void groupsOfIpv6AreJoinedLeftAndFiltered(@TempDir Path directory) throws Exception {
    Programs.assumeInstalled("unshare", "ip", "python3");
    var lines = new ArrayList<String>();

    Fairlead.run(() -> {
      assumeTrue(Programs.mayUnshare(), "needs network namespaces");
      Process program =
          Programs.java(
              MulticastOverIpv6Program.class, List.of("unshare", "-Urn"), SETUP, directory);
      ToThread.run(() -> lines.addAll(program.inputReader().readAllLines()));
      Programs.end(program);
    });

    assertEquals(
        Stream.of("both families: ", "IPv6 only: ")
            .flatMap(name -> EXPECTED.stream().map(name::concat))
            .toList(),
        lines);
  }
}
