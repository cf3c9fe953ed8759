package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.ToThread;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class InputStreamSourceTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Gives what is put into it, and blocks as long as there is nothing. */
  private static final class Feed extends InputStream {
    private static final byte[] END = {};
    final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    final AtomicBoolean closed = new AtomicBoolean();
    final Event begun = new Event();

    @Override
    public int read() {
      throw new AssertionError("read byte by byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      begun.set();
      try {
        byte[] piece = pieces.take();
        System.arraycopy(piece, 0, target, offset, piece.length);
        return piece.length == 0 ? -1 : piece.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      closed.set(true);
      pieces.add(END);
    }
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

  @Test
  void whatIsReadIsReceived() throws IOException {
    try (var stream = ByteStreams.from(new ByteArrayInputStream(bytes("hello")))) {
      assertArrayEquals(bytes("he"), stream.receive(2));
      assertArrayEquals(bytes("llo"), stream.receive());
      assertThrows(EndOfStreamException.class, stream::receive);
      assertThrows(EndOfStreamException.class, stream::receive);
    }
  }

  @Test
  void aCancelledReceiveHasLostNothing() throws Exception {
    var feed = new Feed();
    try (var stream = ByteStreams.from(feed)) {
      Waits.assertCancelledBefore(stream::receive);
      cancelWhile(feed.begun, stream::receive);
      feed.pieces.add(bytes("later"));

      assertArrayEquals(bytes("later"), stream.receive());
    }
  }

  @Test
  void aCancelledReceiveThatWaitedForAStreamBelowReadsAgain() throws Exception {
    try (var pair = MemoryByteStreams.pair(10);
        var stream = ByteStreams.from(pair.first().asInputStream())) {
      Waits.assertCancelledWhileWaiting(stream::receive);
      Waits.assertCancelledWhileWaiting(stream::receive);
      pair.second().send(bytes("later"));

      assertArrayEquals(bytes("later"), stream.receive());
    }
  }

  @Test
  void cancellingAndReadingCanMeet() throws Exception {
    var feed = new Feed();
    var received = new ByteArrayOutputStream();
    try (var stream = ByteStreams.from(feed)) {
      for (int i = 0; i < 50; i++) {
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> scope.run(() -> received.writeBytes(stream.receive())));
          feed.begun.await();
          feed.pieces.add(bytes("x"));
          scope.cancel();
        });
      }
      while (received.size() < 50) {
        received.writeBytes(stream.receive());
      }
    }
    assertEquals("x".repeat(50), received.toString(UTF_8));
  }

  @Test
  void closingWakesWhoReceivesAndClosesTheInputStream() throws Exception {
    var feed = new Feed();
    var stream = ByteStreams.from(feed);

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  g.startSoon(() -> stream.receive());
                  feed.begun.await();
                  stream.close();
                }));

    assertEquals(1, group.match(ClosedResourceException.class).size());
    assertTrue(feed.closed.get());
    assertThrows(ClosedResourceException.class, stream::receive);
    stream.close();
  }

  @Test
  void aFailureIsThrownOnce() throws IOException {
    var failure = new IOException("disk");
    var input =
        new InputStream() {
          private int reads;

          @Override
          public int read() {
            throw new AssertionError("read byte by byte");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (reads++ == 0) {
              throw failure;
            }
            return -1;
          }
        };
    try (var stream = ByteStreams.from(input)) {
      assertSame(failure, assertThrows(IOException.class, stream::receive));
      assertThrows(EndOfStreamException.class, stream::receive);
    }
  }

  @Test
  void aMistakeOfTheInputStreamIsThrownOnceToo() throws IOException {
    var mistakes = new Feed();
    mistakes.pieces.add(new byte[100_000]);
    mistakes.pieces.add(bytes("fine"));
    try (var stream = ByteStreams.from(mistakes)) {
      assertThrows(IndexOutOfBoundsException.class, stream::receive);
      assertArrayEquals(bytes("fine"), stream.receive());
    }
  }

  @Test
  void aThreadThatIsNoTaskMayCloseIt() throws IOException {
    var feed = new Feed();
    var stream = ByteStreams.from(feed);

    ToThread.run(stream::close);

    assertTrue(feed.closed.get());
  }

  @Test
  void closingForcefullyDoesNotWaitForAnInputStreamThatBlocks() throws IOException {
    var open = new CountDownLatch(1);
    var input =
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public void close() throws IOException {
            try {
              open.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Deadline inTime = Deadline.after(ofSeconds(4)); // close() waits for 5 seconds

    ByteStreams.from(input).closeForcefully();

    assertTrue(inTime.remaining().isPositive());
    open.countDown();
  }

  @Test
  void oneTaskAtATimeReceives() throws IOException {
    var feed = new Feed();
    try (var stream = ByteStreams.from(feed)) {
      TaskGroup.run(group -> {
        var waiting = group.startSoon(() -> stream.receive());
        feed.begun.await();
        assertThrows(BusyResourceException.class, stream::receive);
        waiting.cancel();
      });
    }
  }

  @Test
  void aBufferWithoutRoomIsRefused() throws IOException {
    try (var stream = ByteStreams.from(new Feed())) {
      assertThrows(IllegalArgumentException.class, () -> stream.receive(ByteBuffer.allocate(0)));
    }
  }

  @Test
  void needsATask() throws Exception {
    try (var stream = ByteStreams.from(new Feed())) {
      Waits.assertNeedsATask(stream::receive);
    }
  }
}
