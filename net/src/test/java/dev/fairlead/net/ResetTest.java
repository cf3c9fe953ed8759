package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The peer breaks the connection at every step of its life. */
@ForEveryBackend
class ResetTest {

  private static final byte[] MUCH = new byte[30_000_000];

  private static void assertBroken(Executable use) {
    var error = assertThrows(BrokenResourceException.class, use);
    assertTrue(error.getCause() instanceof IOException, () -> "cause: " + error.getCause());
  }

  private static void assertBrokenForEver(SocketStream stream) throws IOException {
    assertBroken(() -> stream.receive());
    assertBroken(() -> stream.send(new byte[1]));
    assertBroken(() -> stream.receive());
    stream.close();
    assertThrows(ClosedResourceException.class, () -> stream.receive());
  }

  /** Runs the uses as tasks, resets the connection when all wait, and waits for their ends. */
  private static void resetDuring(TcpPair pair, Executable... uses) throws IOException {
    TaskGroup.run(group -> {
      for (Executable use : uses) {
        group.startSoon(() -> assertBroken(use));
      }
      Fairlead.awaitAllTasksBlocked();
      pair.there().abort();
    });
  }

  @Test
  void beforeAnythingIsDone() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().abort();

      assertBrokenForEver(pair.here());
    }
  }

  @Test
  void whileAReceiveWaits() throws IOException {
    try (var pair = TcpPair.open()) {
      resetDuring(pair, () -> pair.here().receive());

      assertBrokenForEver(pair.here());
    }
  }

  @Test
  void whileASendWaits() throws IOException {
    try (var pair = TcpPair.open()) {
      resetDuring(pair, () -> pair.here().send(MUCH));

      assertBrokenForEver(pair.here());
    }
  }

  @Test
  void whileBothDirectionsWait() throws IOException {
    resetWhileBothDirectionsWait();
  }

  private static void resetWhileBothDirectionsWait() throws IOException {
    try (var pair = TcpPair.open()) {
      resetDuring(pair, () -> pair.here().send(MUCH), () -> pair.here().receive());

      assertBrokenForEver(pair.here());
    }
  }

  /** The system says once that a connection was reset, and afterwards that it has ended. */
  @Test
  @NeedsRealSystem
  void whoeverHearsOfItFirst() throws IOException {
    for (int i = 0; i < 200; i++) {
      resetWhileBothDirectionsWait();
    }
  }

  @Test
  @NeedsRealSystem
  void whileAFileIsSent(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), MUCH);
    try (var pair = TcpPair.open();
        var channel = FileChannel.open(file)) {
      resetDuring(pair, () -> pair.here().sendFile(channel, 0, MUCH.length));

      assertBrokenForEver(pair.here());
    }
  }

  @Test
  void afterThisSideHasEndedSending() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().sendEof();
      resetDuring(pair, () -> pair.here().receive());

      assertThrows(ClosedResourceException.class, () -> pair.here().send(new byte[1]));
    }
  }

  @Test
  void afterThePeerHasEndedSending() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().send("bye".getBytes(UTF_8));
      pair.there().sendEof();
      assertEquals("bye", new String(Streams.exactly(pair.here(), 3), UTF_8));
      assertThrows(EndOfStreamException.class, () -> pair.here().receive());

      resetDuring(pair, () -> pair.here().send(MUCH));
    }
  }

  @Test
  void beforeTheConnectionIsAccepted() throws IOException {
    var failures = Collections.synchronizedList(new ArrayList<Throwable>());
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      Net.connectTcp("127.0.0.1", listener.port()).abort();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> stream.send(Streams.exactly(stream, 4)),
                o -> o.withFailureHook(failed -> failures.add(failed.failure()))));
        try (var client = Net.connectTcp("127.0.0.1", listener.port())) {
          client.send("next".getBytes(UTF_8));
          assertEquals("next", new String(Streams.exactly(client, 4), UTF_8));
        }
        listener.drain(Duration.ofSeconds(5));
      });
    }
    assertTrue(
        failures.stream().allMatch(BrokenResourceException.class::isInstance), failures::toString);
  }

  @Test
  void byAHandlerThatIsBusyWithIt() throws IOException {
    var begun = new Event();
    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  begun.set();
                  stream.send(MUCH);
                },
                o -> o.withFailureHook(failed -> {})));
        try (var client = Net.connectTcp("127.0.0.1", listener.port())) {
          begun.await();
          client.receive();
          client.abort();
        }
        listener.drain(Duration.ofSeconds(5));
      });
      assertEquals(1, listener.statistics().failed());
    }
  }

  /** A peer of which nothing is heard any more looks like this until the system gives it up. */
  @Test
  void aSilentPeerIsLeftAtTheDeadlineAndMayComeBack() throws IOException {
    try (var pair = TcpPair.open()) {
      assertThrows(
          DeadlineExceededException.class,
          () -> CancelScope.failAfter(Duration.ofMillis(20)).call(() -> pair.here().receive()));

      pair.there().send("back".getBytes(UTF_8));

      assertEquals("back", new String(Streams.exactly(pair.here(), 4), UTF_8));
    }
  }
}
