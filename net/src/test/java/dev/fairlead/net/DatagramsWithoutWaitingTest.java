package dev.fairlead.net;

import static dev.fairlead.net.LoopbackUdp.HELLO;
import static dev.fairlead.net.LoopbackUdp.LOOPBACK;
import static dev.fairlead.net.LoopbackUdp.addressOf;
import static dev.fairlead.net.LoopbackUdp.onLoopback;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trying to receive and to send datagrams, and those that are thrown away. */
@ForEveryBackend
class DatagramsWithoutWaitingTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1);

  @Test
  void whatHasComeIsTakenAndThenThereIsNothing() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      assertEquals(Optional.empty(), there.tryReceive());
      for (int i = 0; i < 3; i++) {
        assertTrue(here.trySend(new Datagram(HELLO, addressOf(there))));
      }
      var taken = new ArrayList<Datagram>();
      while (taken.size() < 3) {
        there.tryReceive().ifPresentOrElse(taken::add, () -> Fairlead.sleep(A_MOMENT));
      }

      assertEquals(new Datagram(HELLO, addressOf(here)), taken.getLast());
      assertEquals(Optional.empty(), there.tryReceive());
      assertEquals(new DatagramStatistics(3, 15, 0, 0), there.statistics());
      assertEquals(new DatagramStatistics(0, 0, 3, 15), here.statistics());
    }
  }

  @Test
  void aConnectedSocketTriesTheSame() throws IOException {
    try (var peer = onLoopback();
        var socket = Net.createConnectedUdpSocket("127.0.0.1", peer.port())) {
      assertEquals(Optional.empty(), socket.tryReceive());
      assertTrue(socket.trySend(HELLO));
      peer.send(peer.receive());
      Optional<byte[]> taken = socket.tryReceive();
      while (taken.isEmpty()) {
        Fairlead.sleep(A_MOMENT);
        taken = socket.tryReceive();
      }
      assertEquals("hello", new String(taken.get(), UTF_8));
    }
  }

  @Test
  void whatDidNotFitIsTakenFirst() throws IOException {
    try (var here = onLoopback();
        var there = onLoopback()) {
      here.sendTo(HELLO, addressOf(there));
      assertThrows(DatagramTooLargeException.class, () -> there.receive(ByteBuffer.allocate(1)));

      assertEquals(Optional.of(new Datagram(HELLO, addressOf(here))), there.tryReceive());
    }
  }

  @Test
  void aRefusalIsAnErrorOfTrying() throws IOException {
    int port;
    try (var gone = onLoopback()) {
      port = gone.port();
    }
    try (var socket = Net.createConnectedUdpSocket("127.0.0.1", port)) {
      assertTrue(socket.trySend(HELLO));
      var error =
          assertThrows(
              BrokenResourceException.class,
              () -> {
                while (socket.tryReceive().isEmpty()) {
                  Fairlead.sleep(A_MOMENT);
                }
              });
      assertTrue(error.getCause() instanceof PortUnreachableException);
    }
  }

  @Test
  void tryingWhileAnotherReceivesIsRefused() throws IOException {
    try (var socket = onLoopback()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> socket.receive());
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, () -> socket.tryReceive());
        group.cancel();
      });
    }
  }

  @Test
  void aClosedSocketSaysSo() throws IOException {
    var socket = onLoopback();
    socket.close();

    assertThrows(ClosedResourceException.class, () -> socket.tryReceive());
    assertThrows(
        ClosedResourceException.class,
        () -> socket.trySend(new Datagram(HELLO, addressOf(socket))));
    assertThrows(ClosedResourceException.class, () -> socket.dropped());
  }

  @Test
  void whatCannotBeSentIsAnError() throws IOException {
    try (var socket = onLoopback()) {
      assertThrows(
          DatagramTooLargeException.class,
          () -> socket.trySend(new Datagram(new byte[70_000], addressOf(socket))));
      assertThrows(
          IllegalArgumentException.class,
          () -> socket.trySend(new Datagram(HELLO, InetSocketAddress.createUnresolved("h", 9))));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsThrownAwayIsCounted() throws IOException {
    int many = 500;
    try (var here = onLoopback();
        var there =
            Net.createUdpSocket(o ->
                o.withLocalAddress(LOOPBACK).withOption(StandardSocketOptions.SO_RCVBUF, 5_000))) {
      for (int i = 0; i < many; i++) {
        here.sendTo(new byte[1_000], addressOf(there));
      }
      long dropped = many - taken(there, many);

      assertTrue(dropped > 0);
      assertEquals(OptionalLong.of(dropped), there.dropped());
      assertEquals(OptionalLong.of(0), here.dropped());
    }
  }

  /** How many can be received, after as many as were sent have come or were dropped. */
  private static long taken(UdpSocket socket, int sent) throws IOException {
    long taken = 0;
    while (taken + socket.dropped().orElseThrow() < sent) {
      if (socket.tryReceive().isPresent()) {
        taken++;
      } else {
        Fairlead.sleep(A_MOMENT);
      }
    }
    return taken;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @NeedsRealSystem
  void socketsAreToldApartAsFarAsTheirAddressesAre() throws IOException {
    try (var any = Net.createUdpSocket();
        var socket = Net.createConnectedUdpSocket("127.0.0.1", any.port());
        var six = Net.createUdpSocket(o -> o.withLocalHost("::1"));
        var one = Net.createUdpSocket(o -> o.withLocalAddress(LOOPBACK).withReusePort());
        var two =
            Net.createUdpSocket(
                o -> o.withLocalAddress(LOOPBACK).withReusePort().withLocalPort(one.port()))) {
      for (var known : List.of(any, socket, six)) {
        assertEquals(OptionalLong.of(0), known.dropped());
      }
      assertEquals(OptionalLong.empty(), one.dropped());
      assertEquals(OptionalLong.empty(), two.dropped());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @NeedsRealSystem
  void overUnixSocketsASendFindsNoRoomAndNothingIsThrownAway(@TempDir Path directory)
      throws IOException {
    Path path = directory.resolve("s");
    var datagram = new UnixDatagram(HELLO, UnixAddress.of(path));
    try (var there = Net.createUnixDatagramSocket(o -> o.withLocalPath(path));
        var here = Net.createUnixDatagramSocket();
        var connected = Net.createConnectedUnixDatagramSocket(UnixAddress.of(path))) {
      assertEquals(Optional.empty(), there.tryReceive());
      int sent = 0;
      while (here.trySend(datagram)) {
        sent++;
      }
      assertFalse(connected.trySend(HELLO));
      int taken = 0;
      while (there.tryReceive().isPresent()) {
        taken++;
      }

      assertEquals(sent, taken);
      assertTrue(connected.trySend(HELLO));
      assertEquals(new UnixDatagram(HELLO, UnixAddress.UNNAMED), there.tryReceive().orElseThrow());
      assertEquals(OptionalLong.of(0), there.dropped());
      assertThrows(
          IllegalArgumentException.class,
          () -> here.trySend(new UnixDatagram(HELLO, UnixAddress.UNNAMED)));
    }
  }
}
