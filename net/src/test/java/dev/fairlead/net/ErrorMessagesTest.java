package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

/** What the JDK leaves out of its messages is in ours. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class ErrorMessagesTest {

  private static <T extends Throwable> T assertSays(String words, Class<T> type, Executable wrong) {
    T error = assertThrows(type, wrong);
    assertTrue(String.valueOf(error.getMessage()).contains(words), error::getMessage);
    return error;
  }

  @Test
  void aDatagramThatIsRefusedSaysThatNobodyReceives() throws IOException {
    // Has its port to itself, and hears nobody but its peer.
    try (var deaf = Net.createConnectedUdpSocket("127.0.0.1", 9);
        var socket = Net.createConnectedUdpSocket("127.0.0.1", deaf.port())) {
      socket.send(new byte[1]);

      var error =
          assertSays("nobody receives", BrokenResourceException.class, () -> socket.receive());

      assertTrue(error.getCause() instanceof PortUnreachableException, () -> "" + error.getCause());
      socket.send(new byte[1]);
    }
  }

  @Test
  void aDatagramThatCannotBeSentSaysToWhom() throws IOException {
    try (var unix = Net.createUnixDatagramSocket();
        var udp = Net.createUdpSocket(o -> o.withFamily(StandardProtocolFamily.INET))) {
      assertSays(
          "never-made",
          BrokenResourceException.class,
          () -> unix.sendTo(new byte[1], UnixAddress.of(Path.of("never-made"))));
      assertSays(
          "127.0.0.1:0",
          BrokenResourceException.class,
          () ->
              udp.sendTo(
                  new byte[1], new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
      assertSays(
          "withFamily",
          IllegalArgumentException.class,
          () -> udp.sendTo(new byte[1], new InetSocketAddress(InetAddress.ofLiteral("::1"), 9)));
    }
  }

  @Test
  void aBufferThatCannotBeWrittenTakesNoDatagram() throws IOException {
    try (var here = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
        var there = Net.createConnectedUdpSocket("127.0.0.1", here.port())) {
      there.send(new byte[1]);

      assertSays(
          "read-only",
          IllegalArgumentException.class,
          () -> here.receive(ByteBuffer.allocate(9).asReadOnlyBuffer()));

      assertEquals(1, here.receive().data().length);
    }
  }

  @Test
  void anOptionThatNoConnectionCanHaveIsAnErrorOfTheListener() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Net.createTcpListener(
                0, o -> o.withConnectionOption(StandardSocketOptions.SO_RCVBUF, -1)));
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            Net.createTcpListener(
                0, o -> o.withConnectionOption(StandardSocketOptions.IP_MULTICAST_LOOP, true)));
  }

  @Test
  void permissionsThatAreNoneAreShownWithSomeThatAre() {
    var address = UnixAddress.of(Path.of("never-made"));

    assertSays(
        "\"600\"",
        IllegalArgumentException.class,
        () -> Net.createUnixListener(address, o -> o.withMode("600")));
    assertSays(
        "rw-rw----",
        IllegalArgumentException.class,
        () -> Net.createUnixDatagramSocket(o -> o.withMode("600")));
  }

  @Test
  void whereThereIsNoFileThereAreNoPermissions() {
    UnixAddress name = UnixAddress.abstractName("never-made");

    assertSays(
        "@never-made",
        IllegalArgumentException.class,
        () -> Net.createUnixListener(name, o -> o.withMode("rw-------")));
    assertSays(
        "only a file",
        IllegalArgumentException.class,
        () -> Net.createUnixDatagramSocket(o -> o.withLocalAddress(name).withMode("rw-------")));
    assertSays(
        "only a file",
        IllegalArgumentException.class,
        () -> Net.createUnixDatagramSocket(o -> o.withMode("rw-------")));
  }

  @Test
  void aDescriptorOfWhatIsClosedSaysSo() throws IOException {
    UnixSocketPair plain = Net.createUnixSocketPair();
    UnixSocketPair special = Net.createUnixSocketPair(o -> o.withDescriptors());
    try (TcpPair tcp = TcpPair.open()) {
      for (SocketStream stream :
          new SocketStream[] {
            tcp.here(), plain.first(), plain.second(), special.first(), special.second()
          }) {
        stream.close();
        assertSays("closed", ClosedResourceException.class, () -> Descriptor.of(stream));
      }
    }
  }

  @Test
  void anAddressOfALinkWithoutItsDeviceSaysWhatIsMissing() {
    assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "needs IPv6");

    assertSays("%eth0", ConnectionFailedException.class, () -> Net.connectTcp("fe80::1", 9));
  }

  @Test
  void aLookupThatFailsNamesTheHost() {
    for (String host : new String[] {"::1%no-such-card", "fe80::1%no-such-card"}) {
      assertSays(host, UnknownHostException.class, () -> Net.resolve(host, 1));
      assertSays(host, UnknownHostException.class, () -> Net.resolve(host, 1));
    }
  }
}
