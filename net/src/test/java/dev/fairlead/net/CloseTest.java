package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Another task closes the stream, whatever state it is in. */
@ForEveryBackend
class CloseTest {

  private static final byte[] MUCH = new byte[30_000_000];

  private static void assertClosed(Executable use) {
    assertThrows(ClosedResourceException.class, use);
  }

  private static void assertClosedForEver(SocketStream stream) throws IOException {
    assertClosed(() -> stream.receive());
    assertClosed(() -> stream.send(new byte[1]));
    assertClosed(stream::sendEof);
    stream.close();
    stream.abort();
  }

  /** Runs the uses as tasks and closes the stream when all wait. */
  private static void closeDuring(SocketStream stream, Executable... uses) throws IOException {
    TaskGroup.run(group -> {
      for (Executable use : uses) {
        group.startSoon(() -> assertClosed(use));
      }
      Fairlead.awaitAllTasksBlocked();
      stream.close();
    });
    assertClosedForEver(stream);
  }

  @Test
  void whileNobodyUsesIt() throws IOException {
    try (var pair = TcpPair.open()) {
      closeDuring(pair.here());
    }
  }

  @Test
  void whileAReceiveWaits() throws IOException {
    try (var pair = TcpPair.open()) {
      closeDuring(pair.here(), () -> pair.here().receive());
    }
  }

  @Test
  void whileASendWaits() throws IOException {
    try (var pair = TcpPair.open()) {
      closeDuring(pair.here(), () -> pair.here().send(MUCH));
    }
  }

  @Test
  void whileBothDirectionsWait() throws IOException {
    try (var pair = TcpPair.open()) {
      closeDuring(pair.here(), () -> pair.here().send(MUCH), () -> pair.here().receive());
    }
  }

  @Test
  @NeedsRealSystem
  void whileAFileIsSent(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), MUCH);
    try (var pair = TcpPair.open();
        var channel = FileChannel.open(file)) {
      closeDuring(pair.here(), () -> pair.here().sendFile(channel, 0, MUCH.length));
      assertTrue(channel.isOpen());
    }
  }

  @Test
  void afterThisSideHasEndedSending() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().sendEof();
      closeDuring(pair.here(), () -> pair.here().receive());
    }
  }

  @Test
  void afterThePeerHasEndedSending() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().sendEof();
      assertThrows(EndOfStreamException.class, () -> pair.here().receive());
      closeDuring(pair.here(), () -> pair.here().send(MUCH));
    }
  }

  @Test
  void afterItBroke() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().abort();
      assertThrows(BrokenResourceException.class, () -> pair.here().receive());
      closeDuring(pair.here());
    }
  }

  @Test
  void afterAReceiveWasCancelled() throws Exception {
    try (var pair = TcpPair.open()) {
      Waits.assertCancelledWhileWaiting(() -> pair.here().receive());
      closeDuring(pair.here());
    }
  }

  @Test
  void afterASendWasCancelledHalfWay() throws Exception {
    try (var pair = TcpPair.open()) {
      Waits.assertCancelledWhileWaiting(() -> pair.here().send(MUCH));
      closeDuring(pair.here());
    }
  }

  @Test
  void byAbortWhileBothDirectionsWait() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> assertClosed(() -> pair.here().receive()));
        group.startSoon(() -> assertClosed(() -> pair.here().send(MUCH)));
        Fairlead.awaitAllTasksBlocked();
        pair.here().abort();
      });
      assertThrows(BrokenResourceException.class, () -> Streams.all(pair.there()));
    }
  }

  @Test
  void atAnyMomentOfAConversation() throws IOException {
    var random = new Random(11);
    for (int i = 0; i < 300; i++) {
      int moment = random.nextInt(50);
      try (var pair = TcpPair.open()) {
        TaskGroup.run(group -> {
          group.startSoon(() -> assertClosed(() -> sendForEver(pair.here())));
          group.startSoon(() -> assertClosed(() -> Streams.all(pair.here())));
          group.startSoon(() -> echoUntilTheEnd(pair.there()));
          for (int j = 0; j < moment; j++) {
            Checkpoints.yieldNow();
          }
          pair.here().close();
        });
      }
    }
  }

  private static void sendForEver(SocketStream stream) throws IOException {
    while (true) {
      stream.send(new byte[1000]);
    }
  }

  /** It may be broken: what was not received when the other side closed resets the connection. */
  private static void echoUntilTheEnd(SocketStream stream) {
    try {
      for (byte[] chunk : stream) {
        stream.send(chunk);
      }
    } catch (IOException e) {
      assertTrue(e instanceof BrokenResourceException, e::toString);
    } catch (java.io.UncheckedIOException e) {
      assertTrue(e.getCause() instanceof BrokenResourceException, e::toString);
    }
  }

  @Test
  void aConnectThatIsCancelledByAnotherTaskLeavesNothing() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      for (int i = 0; i < 200; i++) {
        int round = i;
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            Waits.spin(round);
            scope.cancel();
          });
          scope.run(() -> Net.connectTcp("127.0.0.1", listener.port()).close());
        });
      }
      assertEquals(0, listener.statistics().active());
    }
  }
}
