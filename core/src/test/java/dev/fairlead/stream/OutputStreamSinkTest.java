package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class OutputStreamSinkTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Cancels something that blocks on a worker thread once that has begun. */
  private static void cancelWhile(Event begun, Waits.Wait wait) {
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(wait::run));
      begun.await();
      scope.cancel();
    });
    assertTrue(scope.cancelledCaught());
  }

  /** Lets each write wait for a permission. */
  private static final class Gate extends OutputStream {
    final CountDownLatch open = new CountDownLatch(1);
    final Event begun = new Event();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int single) {
      throw new AssertionError("written byte by byte");
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      begun.set();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      written.write(source, offset, length);
    }
  }

  @Test
  void whatIsSentIsWrittenAndFlushed() throws IOException {
    var flushed = new AtomicBoolean();
    var target =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushed.set(true);
          }
        };
    try (var stream = ByteStreams.from(target)) {
      stream.send(ByteBuffer.wrap(bytes("he")), ByteBuffer.wrap(bytes("llo")));
      assertEquals("hello", target.toString(UTF_8));
      assertTrue(flushed.get());

      byte[] much = new byte[100_000];
      stream.send(much);
      assertEquals(100_005, target.size());
    }
  }

  @Test
  void aWriteThatHasBegunGoesOnBehindACancelledSend() throws Exception {
    var gate = new Gate();
    try (var stream = ByteStreams.from(gate)) {
      ByteBuffer first = ByteBuffer.wrap(bytes("first "));
      cancelWhile(gate.begun, () -> stream.send(first));
      assertFalse(first.hasRemaining());

      gate.open.countDown();
      stream.send(bytes("second"));
    }
    assertEquals("first second", gate.written.toString(UTF_8));
  }

  @Test
  void aWriteThatWaitedForAStreamBelowIsCutOffByACancellation() throws Exception {
    try (var pair = MemoryByteStreams.pair(2);
        var stream = ByteStreams.from(pair.first().asOutputStream())) {
      Waits.assertCancelledWhileWaiting(() -> stream.send(bytes("first")));

      assertThrows(BrokenResourceException.class, () -> stream.send(bytes("second")));
      assertThrows(BrokenResourceException.class, () -> stream.send(bytes("third")));
    }
  }

  @Test
  void aSendThatIsCancelledBeforeHasSentNothing() throws Exception {
    var target = new ByteArrayOutputStream();
    try (var stream = ByteStreams.from(target)) {
      Waits.assertCancelledBefore(() -> stream.send(bytes("x")));
      Waits.assertNeedsATask(() -> stream.send(bytes("x")));
    }
    assertEquals(0, target.size());
  }

  @Test
  void aFailureMeansThatItIsBroken() throws IOException {
    var failure = new IOException("full");
    var target =
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            throw failure;
          }
        };
    try (var stream = ByteStreams.from(target)) {
      var e = assertThrows(BrokenResourceException.class, () -> stream.send(bytes("x")));
      assertSame(failure, e.getCause());
    }
  }

  @Test
  void closingWakesWhoSends() {
    var gate = new Gate();
    var stream = ByteStreams.from(gate);

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  g.startSoon(() -> stream.send(bytes("x")));
                  gate.begun.await();
                  stream.close();
                }));

    gate.open.countDown();
    assertEquals(1, group.match(ClosedResourceException.class).size());
    assertThrows(ClosedResourceException.class, () -> stream.send(bytes("x")));
  }

  @Test
  void bothTogetherAreAStream() throws IOException {
    var target = new ByteArrayOutputStream();
    try (var stream = ByteStreams.from(new ByteArrayInputStream(bytes("in")), target)) {
      stream.send(bytes("out"));
      stream.sendEof();
      assertArrayEquals(bytes("in"), stream.receive());
    }
    assertEquals("out", target.toString(UTF_8));
  }
}
