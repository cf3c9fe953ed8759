package dev.fairlead.net;

import static dev.fairlead.net.LoopbackUdp.HELLO;
import static dev.fairlead.net.LoopbackUdp.LOOPBACK;
import static dev.fairlead.net.LoopbackUdp.addressOf;
import static dev.fairlead.net.LoopbackUdp.onLoopback;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class UdpTest {

  @Test
  void aDatagramArrivesWithItsSender() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(HELLO, addressOf(there));

      assertEquals(new Datagram(HELLO, addressOf(here)), there.receive());
    }
  }

  @Test
  void anAnswerGoesBackToTheSender() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(HELLO, "127.0.0.1", there.port());
      there.send(there.receive());

      assertEquals(new Datagram(HELLO, addressOf(there)), here.receive());
    }
  }

  @Test
  void withoutAFamilyBothAreServed() throws IOException {
    try (var both = Net.createUdpSocket();
        var four = Net.createUdpSocket(o -> o.withFamily(StandardProtocolFamily.INET));
        var six = Net.createUdpSocket(o -> o.withFamily(StandardProtocolFamily.INET6))) {
      four.sendTo(HELLO, "127.0.0.1", both.port());
      assertEquals(LOOPBACK, both.receive().address().getAddress());
      six.sendTo(HELLO, "::1", both.port());
      assertEquals(InetAddress.ofLiteral("::1"), both.receive().address().getAddress());
    }
  }

  @Test
  void aLocalPortAloneIsHonoured() throws IOException {
    int port;
    try (var any = Net.createUdpSocket()) {
      port = any.port();
    }
    try (var socket = Net.createUdpSocket(o -> o.withLocalPort(port))) {
      assertEquals(port, socket.port());
      assertTrue(((InetSocketAddress) socket.localAddress()).getAddress().isAnyLocalAddress());
    }
  }

  @Test
  void aLocalHostAloneIsHonoured() throws IOException {
    try (var socket = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.2"))) {
      assertEquals(
          InetAddress.ofLiteral("127.0.0.2"),
          ((InetSocketAddress) socket.localAddress()).getAddress());
      assertTrue(socket.port() > 0);
    }
  }

  @Test
  void aPortIsFreeAgainWhenCloseReturns() throws IOException {
    int port;
    try (var first = onLoopback()) {
      port = first.port();
    }
    for (int i = 0; i < 50; i++) {
      var again = Net.createUdpSocket(o -> o.withLocalAddress(LOOPBACK).withLocalPort(port));
      TaskGroup.run(group -> {
        group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> again.receive()));
        Fairlead.awaitAllTasksBlocked();
        again.close();
      });
    }
  }

  @Test
  void aPortInUseIsAnErrorThatNamesIt() throws IOException {
    try (var first = onLoopback()) {
      var error =
          assertThrows(
              BindException.class,
              () ->
                  Net.createUdpSocket(
                      o -> o.withLocalAddress(LOOPBACK).withLocalPort(first.port())));

      assertEquals(
          "cannot bind UDP 127.0.0.1:" + first.port() + ": Address already in use",
          error.getMessage());
    }
  }

  @Test
  void aDatagramThatIsTooLargeIsAnErrorOfTheSend() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      var error =
          assertThrows(
              DatagramTooLargeException.class,
              () -> here.sendTo(new byte[70_000], addressOf(there)));
      assertEquals(70_000, error.size());

      here.sendTo(HELLO, addressOf(there));

      assertArrayEquals(HELLO, there.receive().data());
    }
  }

  @Test
  void theLargestDatagramPasses() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(new byte[65_507], addressOf(there));

      assertEquals(65_507, there.receive().data().length);
    }
  }

  @Test
  void anEmptyDatagramArrives() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(new byte[0], addressOf(there));

      assertEquals(0, there.receive().data().length);
    }
  }

  @Test
  void aDatagramIsReceivedIntoABuffer() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(HELLO, addressOf(there));
      var buffer = ByteBuffer.allocateDirect(100);

      assertEquals(addressOf(here), there.receive(buffer));
      assertEquals("hello", UTF_8.decode(buffer.flip()).toString());
    }
  }

  @Test
  void aDatagramThatDoesNotFitIsKept() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(HELLO, addressOf(there));

      var error =
          assertThrows(
              DatagramTooLargeException.class, () -> there.receive(ByteBuffer.allocate(3)));
      assertEquals(
          "a datagram of 5 bytes is too large: the buffer has room for 3; receive it again with a"
              + " larger one, or with receive()",
          error.getMessage());
      assertThrows(DatagramTooLargeException.class, () -> there.receive(ByteBuffer.allocate(4)));

      assertEquals(new Datagram(HELLO, addressOf(here)), there.receive());
    }
  }

  @Test
  void aClosedSocketGivesNothingThatItHasKept() throws IOException {
    var there = onLoopback();
    try (var here = onLoopback()) {
      here.sendTo(HELLO, addressOf(there));
      assertThrows(DatagramTooLargeException.class, () -> there.receive(ByteBuffer.allocate(3)));
    }

    there.close();

    assertThrows(ClosedResourceException.class, () -> there.receive(ByteBuffer.allocate(9)));
    assertThrows(ClosedResourceException.class, () -> there.receive());
    assertThrows(ClosedResourceException.class, () -> there.tryReceive());
  }

  @Test
  void anAddressOfAnotherFamilyThanAskedForCannotBeBound() {
    InetAddress six = InetAddress.ofLiteral("::1");

    var byAddress =
        assertThrows(
            BindException.class,
            () ->
                Net.createUdpSocket(
                    o -> o.withLocalAddress(six).withFamily(StandardProtocolFamily.INET)));
    var byName =
        assertThrows(
            BindException.class,
            () ->
                Net.createUdpSocket(
                    o -> o.withLocalHost("::1").withFamily(StandardProtocolFamily.INET)));

    assertEquals(
        "cannot bind an address of family INET: there is only [/0:0:0:0:0:0:0:1]",
        byAddress.getMessage());
    assertEquals(
        "cannot bind ::1 of family INET: there is only [/0:0:0:0:0:0:0:1]", byName.getMessage());
  }

  @Test
  void closingWakesWhoReceives() throws IOException {
    var socket = onLoopback();
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> socket.receive()));
      Fairlead.awaitAllTasksBlocked();

      socket.close();
    });
    assertThrows(ClosedResourceException.class, () -> socket.receive());
    assertThrows(ClosedResourceException.class, () -> socket.sendTo(HELLO, addressOf(socket)));
  }

  @Test
  void aSecondReceiverIsRefused() throws IOException {
    try (var socket = onLoopback()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> socket.receive());
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, () -> socket.receive());
        group.cancel();
      });
    }
  }

  @Test
  void receivingIsCancelledBeforeAndWhileItWaits() throws Exception {
    try (var socket = onLoopback()) {
      Waits.assertCancelledBefore(() -> socket.receive());
      Waits.assertCancelledWhileWaiting(() -> socket.receive());
    }
  }

  @Test
  void aCancelledReceiveLosesNoDatagram() throws Exception {
    try (var here = onLoopback();
        var there = onLoopback()) {
      for (int i = 0; i < 300; i++) {
        var got = new ArrayList<Datagram>();
        int round = i;
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> scope.run(() -> got.add(there.receive())));
          group.startSoon(() -> here.sendTo(new byte[] {(byte) round}, addressOf(there)));
          Waits.spin(round);
          scope.cancel();
        });
        if (got.isEmpty()) {
          got.add(there.receive());
        }
        assertEquals((byte) round, got.get(0).data()[0]);
      }
    }
  }

  @Test
  void datagramsCanBeIterated() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      var seen = new ArrayList<String>();
      for (String word : List.of("one", "two", "three")) {
        here.sendTo(word.getBytes(UTF_8), addressOf(there));
      }
      for (Datagram datagram : there) {
        seen.add(new String(datagram.data(), UTF_8));
        if (seen.size() == 3) {
          break;
        }
      }
      Collections.sort(seen); // Datagrams may overtake each other.
      assertEquals(List.of("one", "three", "two"), seen);
    }
  }
}
