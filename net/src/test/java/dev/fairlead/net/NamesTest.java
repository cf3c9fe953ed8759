package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.stream.Connectable;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
class NamesTest {

  @Test
  void theSystemKnowsThisMachine() throws IOException {
    List<InetSocketAddress> found = Net.resolve("localhost", 80);

    assertTrue(
        found.stream().allMatch(a -> a.getAddress().isLoopbackAddress() && a.getPort() == 80),
        found::toString);
    assertTrue(!found.isEmpty());
  }

  @Test
  void anAddressInTextAsksNobody() throws IOException {
    Net.setResolver(host -> {
      throw new AssertionError("asked for " + host);
    });

    assertEquals(
        List.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 7)), Net.resolve("[::1]", 7));
  }

  @Test
  void addressesCanBeOfOneFamily() throws IOException {
    Net.setResolver(new ScriptedResolver().knows("both.test", "192.0.2.1", "2001:db8::1"));

    assertEquals(
        List.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1)),
        Net.resolve("both.test", 1, StandardProtocolFamily.INET));
  }

  @Test
  void anUnknownNameSaysWhichAndWhy() {
    var error = assertThrows(UnknownHostException.class, () -> Net.resolve("nobody.invalid", 1));

    assertTrue(error.getMessage().startsWith("nobody.invalid: "), error::getMessage);
  }

  @Test
  void aResolverHearsNamesInAscii() throws IOException {
    var asked = new ArrayList<String>();
    Net.setResolver(host -> {
      asked.add(host);
      return List.of(InetAddress.getLoopbackAddress());
    });

    Net.resolve("b\u00fccher.example", 1);

    assertEquals(List.of("xn--bcher-kva.example"), asked);
  }

  @Test
  void anAddressWithoutANameKeepsItsText() throws IOException {
    Net.setResolver(new ScriptedResolver());

    assertEquals(
        new NameInfo("2001:db8::1", 5),
        Net.nameOf(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5)));
  }

  @Test
  void lookingUpIsCancelledBeforeItWaits() throws Exception {
    Waits.assertCancelledBefore(() -> Net.resolve("localhost", 1));
  }

  @Test
  void aResolverThatHangsIsLeftBehind() throws IOException {
    Net.setResolver(host -> {
      Fairlead.sleepForever();
      return List.of();
    });

    assertTrue(
        CancelScope.moveOnAfter(Duration.ofMillis(10))
            .attempt(() -> Net.resolve("slow.test", 1))
            .isEmpty());
  }

  @Test
  void aHostAndAPortAreAPlaceToConnectTo() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      Connectable<SocketStream> place = Net.asConnectable("127.0.0.1", listener.port());
      try (var client = place.connect();
          var server = listener.accept()) {
        client.send("x".getBytes(UTF_8));
        assertEquals(1, server.receive().length);
      }
      assertEquals("TCP 127.0.0.1:" + listener.port(), place.toString());
      assertSame(place, Net.asConnectable(place));
    }
  }

  @Test
  void aPathIsAPlaceToConnectTo(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("s");
    try (var listener = Net.createUnixListener(path)) {
      Net.asConnectable(path).connect().close();
      listener.accept().close();
    }
  }

  @Test
  void aPlaceWithAPortOutOfRangeCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> Net.asConnectable("host", 0));
    assertThrows(IllegalArgumentException.class, () -> Net.asConnectable("host", 65_536));
  }
}
