package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.thread.ToThread;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine, or a JVM, that has IPv4 only. */
@Tag("slow")
@Tag("programs")
class WithoutIpv6Test {

  private static final String SETUP = "export JDK_JAVA_OPTIONS=-Djava.net.preferIPv4Stack=true";
  private static final String WORDS =
      "this machine, or this JVM as it was started, has no IPv6; use an address of IPv4";

  @Test
  void anAddressOfIpv6FailsInWordsAndIsPassedOverWhereThereIsAnother(@TempDir Path directory)
      throws Exception {
    var lines = new ArrayList<String>();

    Fairlead.run(() -> {
      Process program = Programs.java(WithoutIpv6Program.class, SETUP, directory);
      ToThread.run(() -> lines.addAll(program.inputReader().readAllLines()));
      Programs.end(program);
    });

    assertEquals(7, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("TCP: /127.0.0.1:"), lines::toString);
    assertTrue(lines.get(1).startsWith("literal: cannot connect to [::1]:"), lines::toString);
    assertTrue(lines.get(1).endsWith(": " + WORDS), lines::toString);
    assertTrue(lines.get(2).endsWith(": " + WORDS), lines::toString);
    assertEquals("listener: cannot listen on [::1]:0: " + WORDS, lines.get(3));
    assertEquals("UDP: /127.0.0.1:9", lines.get(4));
    assertEquals(
        "UDP literal: cannot connect UDP to [::1]:9: [::1]:9 failed: " + WORDS, lines.get(5));
    assertTrue(lines.get(6).endsWith(", on a machine that has both"), lines::toString);
  }
}
