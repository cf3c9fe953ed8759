package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of operations cancelled at random moments: no byte is lost or comes twice. That no
 * descriptor is left is checked by what runs every test here.
 */
@ForEveryBackend
@Tag("slow")
@NeedsRealSystem
class CancellationSoakTest {

  private static final int TIMES = 5_000;
  private static final int CANCELLED_SENDS = TIMES / 5;

  @Test
  void cancelledConnectsLeaveNothingBehind() throws IOException {
    var made = new AtomicInteger();
    var cancelled = new AtomicInteger();
    try (var accepting = Net.createTcpListener(0);
        var full = Net.createTcpListener(0, o -> o.withBacklog(1))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> accepting.serve(stream -> {}));
        for (int i = 0; i < TIMES; i++) {
          int port = i % 2 == 0 ? accepting.port() : full.port();
          int steps = i % 7;
          cancelled.addAndGet(runCancelled(group, steps, () -> connectAndClose(port, made)));
        }
        group.cancel();
      });
    }
    assertTrue(made.get() > 0, made::toString);
    assertTrue(cancelled.get() > TIMES / 4, cancelled::toString);
  }

  private static void connectAndClose(int port, AtomicInteger made) throws IOException {
    Net.connectTcp("127.0.0.1", port).close();
    made.incrementAndGet();
  }

  /** A deadline would not do: on one thread a connect is through before any timer is looked at. */
  private static void cancelAfter(int steps, CancelScope scope) {
    for (int i = 0; i < steps; i++) {
      Checkpoints.yieldNow();
    }
    scope.cancel();
  }

  @Test
  void cancelledReceivesLoseNoByte() throws IOException {
    var cancelled = new AtomicInteger();
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> sendNumbered(pair.there(), cancelled));
        var buffer = ByteBuffer.allocate(512);
        long expected = 0;
        for (int i = 0; i < TIMES; i++) {
          buffer.clear();
          cancelled.addAndGet(runCancelled(group, i % 7, () -> pair.here().receive(buffer)));
          expected = check(buffer.flip(), expected);
        }
        assertTrue(expected > 0);
        group.cancel();
      });
    }
    assertTrue(cancelled.get() > TIMES / 100, cancelled::toString);
  }

  /** Runs something that is cancelled soon; returns 1 if that came before its end. */
  private static int runCancelled(TaskGroup group, int steps, Action<IOException> use)
      throws IOException {
    CancelScope scope = CancelScope.create();
    group.startSoon(() -> cancelAfter(steps, scope));
    scope.run(use);
    return scope.cancelledCaught() ? 1 : 0;
  }

  /** Every few chunks waits until a receive has been cancelled, so that it is not always ahead. */
  private static void sendNumbered(SocketStream stream, AtomicInteger cancelled)
      throws IOException {
    long next = 0;
    for (int chunk = 1; ; chunk++) {
      ByteBuffer buffer = numbered(next, 100 + (int) (next % 900));
      next += buffer.remaining();
      int before = cancelled.get();
      stream.send(buffer);
      while (chunk % 8 == 0 && cancelled.get() == before) {
        Checkpoints.yieldNow();
      }
      for (int i = 0; i < next % 11; i++) {
        Checkpoints.yieldNow();
      }
    }
  }

  @Test
  void cancelledSendsGoOnWhereTheyWere() throws IOException {
    var cancelled = new AtomicInteger();
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        var received = group.startSoon(() -> checkAll(pair.there(), cancelled));
        long sent = 0;
        while (cancelled.get() < CANCELLED_SENDS) {
          ByteBuffer buffer = numbered(sent, 1_000_000);
          sent += buffer.remaining();
          for (int i = 0; buffer.hasRemaining(); i++) {
            cancelled.addAndGet(runCancelled(group, i % 7, () -> pair.here().send(buffer)));
          }
        }
        pair.here().sendEof();
        assertEquals(sent, received.await());
      });
    }
  }

  /** Every few chunks waits until a send has been cancelled, so that it is not always ahead. */
  private static long checkAll(SocketStream stream, AtomicInteger cancelled) throws IOException {
    var buffer = ByteBuffer.allocateDirect(65_536);
    long expected = 0;
    for (int chunk = 1; stream.receive(buffer) >= 0; chunk++) {
      expected = check(buffer.flip(), expected);
      buffer.clear();
      int before = cancelled.get();
      while (chunk % 8 == 0 && before < CANCELLED_SENDS && cancelled.get() == before) {
        Checkpoints.yieldNow();
      }
    }
    return expected;
  }

  private static ByteBuffer numbered(long first, int count) {
    var buffer = ByteBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      buffer.put((byte) ((first + i) % 251));
    }
    return buffer.flip();
  }

  private static long check(ByteBuffer received, long expected) {
    long next = expected;
    while (received.hasRemaining()) {
      assertEquals((byte) (next++ % 251), received.get());
    }
    return next;
  }

  @Test
  void aSendGivenUpHalfWayLetsOnlyItsRestFollow() throws IOException {
    try (var pair = TcpPair.open()) {
      var first = ByteBuffer.allocate(30_000_000);
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.here().send(first));
        Fairlead.awaitAllTasksBlocked();
        group.cancel();
      });
      assertTrue(first.position() > 0 && first.hasRemaining());

      var refused =
          assertThrows(UnfinishedSendException.class, () -> pair.here().send(new byte[1]));
      assertEquals(first.position(), refused.bytesSent());
      assertEquals(30_000_000, refused.bytesTotal());

      pair.here().forgetUnfinishedSend();
      CancelScope.moveOnAfter(Duration.ofMillis(1)).run(() -> pair.here().send(new byte[1]));
    }
  }

  @Test
  void aRestThatIsCancelledBeforeItGoesOnHasStillToFollow() throws IOException {
    try (var pair = TcpPair.open()) {
      var first = ByteBuffer.allocate(30_000_000);
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.here().send(first));
        Fairlead.awaitAllTasksBlocked();
        group.cancel();
      });
      int sent = first.position();
      CancelScope cancelled = CancelScope.create();
      cancelled.cancel("once more");

      cancelled.run(() -> pair.here().send(first));

      assertEquals(sent, first.position());
      CancelScope.failAfter(Duration.ofSeconds(5))
          .run(() ->
              assertThrows(UnfinishedSendException.class, () -> pair.here().send(new byte[1])));
    }
  }
}
