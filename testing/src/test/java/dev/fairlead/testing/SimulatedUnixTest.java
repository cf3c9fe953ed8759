package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.stream.BufferedByteReceiveStream;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** UNIX sockets of a simulated network. */
@FairleadTest(on = OnBackend.SIMULATED)
class SimulatedUnixTest {

  private static final Path PATH = Path.of("/run/echo.sock");
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  @Test
  void theSameProgramRunsOverThem(TaskGroup group) throws IOException {
    var listener = Net.createUnixListener(PATH);
    group.startSoon(
        o -> o.withService(),
        () -> {
          try (listener) {
            listener.serve(stream -> {
              for (byte[] chunk : stream) {
                stream.send(chunk);
              }
            });
          }
        });

    try (var stream = Net.connectUnix(PATH)) {
      var buffered = new BufferedByteReceiveStream(stream);
      stream.send(HELLO);
      assertArrayEquals(HELLO, buffered.receiveExactly(5));
      assertEquals(UnixAddress.of(PATH), stream.remoteAddress());
      assertTrue(stream.localAddress().isUnnamed());
      assertEquals(OptionalInt.of(1), stream.peerCredentials().pid());
      stream.sendEof();
      assertThrows(EndOfStreamException.class, stream::receive);
    }
    assertFalse(Files.exists(PATH), "the path is a name only");
  }

  @Test
  void aPairIsConnectedWithoutAName() throws IOException {
    try (var pair = Net.createUnixSocketPair()) {
      pair.first().send(HELLO);
      var buffered = new BufferedByteReceiveStream(pair.second());
      assertArrayEquals(HELLO, buffered.receiveExactly(5));
    }
  }

  @Test
  void eachHostHasNamesOfItsOwn(Simulation simulation) throws IOException {
    SimulatedHost other = simulation.network().host("other");
    try (var _ = Net.createUnixListener(PATH);
        var _ = other.call(() -> Net.createUnixListener(PATH))) {
      assertThrows(BindException.class, () -> Net.createUnixListener(PATH));
      assertThrows(
          ConnectionFailedException.class,
          () -> simulation.network().host("third").run(() -> Net.connectUnix(PATH)));
    }
  }

  @Test
  void aNameIsFreeOnceItsListenerIsClosed() throws IOException {
    Net.createUnixListener(PATH).close();

    assertThrows(ConnectionFailedException.class, () -> Net.connectUnix(PATH));
    Net.createUnixListener(PATH).close();
  }

  @Test
  void connectingWaitsWhileTheBacklogIsFull(TaskGroup group) throws IOException {
    try (var listener =
        Net.createUnixListener(UnixAddress.abstractName("full"), o -> o.withBacklog(1))) {
      var name = UnixAddress.abstractName("full");
      try (var first = Net.connectUnix(name, o -> o)) {
        var second = group.startSoon(() -> Net.connectUnix(name, o -> o));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(second.status().isEnd());

        listener.accept().close();

        try (var connected = second.await()) {
          listener.accept().close();
          assertThrows(EndOfStreamException.class, connected::receive);
        }
        assertThrows(EndOfStreamException.class, first::receive);
      }
    }
  }

  @Test
  void aListenerThatClosesBreaksWhatWaitsForIt(TaskGroup group) throws IOException {
    var listener = Net.createUnixListener(UnixAddress.of(PATH), o -> o.withBacklog(1));
    try (var accepted = Net.connectUnix(PATH)) {
      var waiting =
          group.startSoon(
              () -> assertThrows(ConnectionFailedException.class, () -> Net.connectUnix(PATH)));
      Fairlead.awaitAllTasksBlocked();

      listener.close();

      waiting.await();
      assertThrows(BrokenResourceException.class, accepted::receive);
    }
  }

  @Test
  void whatIsNotSimulatedSaysSo() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> Net.connectUnix(UnixAddress.of(PATH), o -> o.withDescriptors()));
    assertThrows(
        UnsupportedOperationException.class,
        () -> Net.createUnixListener(UnixAddress.of(PATH), o -> o.withDescriptors()));
    assertThrows(UnsupportedOperationException.class, Net::createUnixDatagramSocket);
  }

  @Test
  void whoseOtherEndIsClosedKnowsItAtOnce() throws IOException {
    try (var pair = Net.createUnixSocketPair()) {
      pair.first().send(HELLO);
      pair.first().close();

      assertThrows(BrokenResourceException.class, () -> pair.second().send(HELLO));
      assertArrayEquals(HELLO, pair.second().receive());
      pair.second().sendEof();
    }
  }

  @Test
  void aPathThatNobodyListensAtIsMissing() {
    var missing =
        assertThrows(ConnectionFailedException.class, () -> Net.connectUnix(Path.of("/run/none")));

    assertTrue(missing.getMessage().contains("No such file"), missing::getMessage);
  }
}
