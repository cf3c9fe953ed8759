package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class ByteStreamsTest {

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

  @Nested
  class FromAnInputStream {

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

  @Nested
  class FromAnOutputStream {

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

  @Nested
  class FromAChannel {

    @Test
    void selectableChannelsNeedNoThread() throws IOException {
      Pipe pipe = Pipe.open();
      try (var sink = ByteStreams.from(pipe.sink());
          var source = ByteStreams.from(pipe.source())) {
        byte[] much = new byte[300_000];
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            try (sink) {
              sink.send(much);
            }
          });
          int count = 0;
          for (byte[] chunk : source) {
            count += chunk.length;
          }
          assertEquals(much.length, count);
        });
      }
    }

    @Test
    void aReceiveCanBeCancelledAndClosed() throws Exception {
      Pipe pipe = Pipe.open();
      try (var sink = ByteStreams.from(pipe.sink())) {
        var source = ByteStreams.from(pipe.source());
        Waits.assertCancelledBefore(source::receive);
        Waits.assertCancelledWhileWaiting(source::receive);

        var group =
            assertThrows(
                ExceptionGroup.class,
                () ->
                    TaskGroup.run(g -> {
                      g.startSoon(() -> source.receive());
                      Fairlead.awaitAllTasksBlocked();
                      source.close();
                    }));

        assertEquals(1, group.match(ClosedResourceException.class).size());
        assertThrows(BrokenResourceException.class, () -> sendForEver(sink));
      }
    }

    private static void sendForEver(ByteSendStream sink) throws IOException {
      while (true) {
        sink.send(bytes("x"));
      }
    }

    @Test
    void otherChannelsAreUsedOnAThread() throws IOException {
      var target = new ByteArrayOutputStream();
      try (var source =
              ByteStreams.from(Channels.newChannel(new ByteArrayInputStream(bytes("hello"))));
          var sink = ByteStreams.from(Channels.newChannel(target))) {
        assertEquals(5, source.copyTo(sink));
      }
      assertEquals("hello", target.toString(UTF_8));
    }
  }

  @Nested
  class FromChunks {

    @Test
    void chunksAreCutAsTheReceiverWantsThem() throws IOException {
      var chunks = ObjectStreams.of(bytes("hel"), bytes(""), bytes("lo"));
      try (var stream = ByteStreams.from(chunks)) {
        assertArrayEquals(bytes("he"), stream.receive(2));
        assertArrayEquals(bytes("l"), stream.receive(2));
        assertArrayEquals(bytes("lo"), stream.receive(2));
        assertThrows(EndOfStreamException.class, stream::receive);
      }
    }

    @Test
    void eachBufferIsSentAsOneChunk() throws IOException {
      try (var pair = MemoryObjectStreams.<byte[]>create(5);
          var stream = ByteStreams.from(pair.send())) {
        stream.send(
            ByteBuffer.wrap(bytes("a")), ByteBuffer.wrap(bytes("")), ByteBuffer.wrap(bytes("bc")));

        assertArrayEquals(bytes("a"), pair.receive().receive());
        assertArrayEquals(bytes("bc"), pair.receive().receive());
        assertEquals(0, pair.receive().statistics().currentBufferUsed());
      }
    }

    @Test
    void aCancelledReceiveOrSendHasLostNothing() throws Exception {
      try (var pair = MemoryObjectStreams.<byte[]>create(0);
          var sink = ByteStreams.from(pair.send());
          var source = ByteStreams.from(pair.receive())) {
        ByteBuffer unsent = ByteBuffer.wrap(bytes("x"));
        Waits.assertCancelledBefore(source::receive);
        Waits.assertCancelledWhileWaiting(source::receive);
        Waits.assertCancelledWhileWaiting(() -> sink.send(unsent));
        assertEquals(1, unsent.remaining());
      }
    }

    @Test
    void whatIsBuiltOnBytesWorksOnChunks() throws IOException {
      var chunks = ObjectStreams.of(bytes("one\ntw"), bytes("o\n"));
      try (var lines = new BufferedByteReceiveStream(ByteStreams.from(chunks))) {
        assertEquals("one", lines.receiveLine(10));
        assertEquals("two", lines.receiveLine(10));
      }
    }
  }
}
