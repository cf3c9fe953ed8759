package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.SinkMaker;
import dev.fairlead.testing.StreamChecks.Written;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The checks of sinks that take everything without anybody who receives. */
public final class SinkChecks {

  private static final int SIZE = 60_000;
  private static final int LARGEST_CHUNK = 5_000;
  private static final int LARGE = 200_000;
  private static final int RACES = 40;
  private static final int PIECES = 50;
  private static final int PIECE = 300;

  private SinkChecks() {}

  /** A sink, what has come through it, and how far its sender has come in the sequence. */
  private record Subject(ByteSendStream stream, Written written, AtomicInteger sent) {

    ByteBuffer next(int size) {
      return ByteBuffer.wrap(Sequence.part(sent.getAndAdd(size), size));
    }

    /** Closes, and looks whether everything has come through. */
    void finish() throws Exception {
      stream.close();
      byte[] found = written.read();
      new Sequence().expect(found);
      assertEquals(sent.get(), found.length, "bytes that came through");
    }
  }

  /** All of them. */
  public static Stream<DynamicTest> of(SinkMaker maker, StreamCheckOptions options) {
    var runner =
        new CheckRunner<Subject>(
            services -> {
              Ends<? extends ByteSendStream, ? extends Written> ends = maker.make(services);
              var subject = new Subject(ends.one(), ends.other(), new AtomicInteger());
              return Opened.of(subject, ends.one());
            },
            options);
    return runner.tests(all());
  }

  private static List<Check<Subject>> all() {
    return List.of(
        Check.of("all bytes come through in order", SinkChecks::inOrder),
        Check.of("any kind of buffer can be sent, several at once", SinkChecks::buffers),
        Check.of("sending nothing sends nothing", SinkChecks::nothing),
        Check.of("a send in a cancelled scope sends nothing", SinkChecks::cancelledBefore),
        Check.of("a send and a cancellation at once lose nothing", SinkChecks::race),
        Check.of("nothing can be sent after a close", SinkChecks::afterClose),
        Check.of("closing twice does nothing", SinkChecks::closeTwice),
        Check.of("a close in a cancelled scope still closes", SinkChecks::cancelledClose),
        Check.of("a close ends what another task sends", SinkChecks::closeMeanwhile),
        Check.of("what two senders send stays in one piece", SinkChecks::twoSenders));
  }

  private static void inOrder(Subject sink) throws Exception {
    var sizes = new Random(1);
    while (sink.sent.get() < SIZE) {
      sink.stream.send(sink.next(sizes.nextInt(LARGEST_CHUNK)));
    }
    sink.finish();
  }

  private static void buffers(Subject sink) throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(300).put(sink.next(300)).flip();
    ByteBuffer readOnly = sink.next(200).asReadOnlyBuffer();
    ByteBuffer part = ByteBuffer.allocate(100).position(20).put(sink.next(50)).flip().position(20);
    ByteBuffer[] sources = {direct, readOnly, ByteBuffer.allocate(0), part};
    sink.stream.send(sources);
    for (ByteBuffer source : sources) {
      assertFalse(source.hasRemaining(), () -> "sent, but " + source.remaining() + " remain");
    }
    sink.stream.send(sink.next(10).array());
    sink.finish();
  }

  private static void nothing(Subject sink) throws Exception {
    sink.stream.send(new byte[0]);
    sink.stream.send();
    sink.stream.send(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    sink.stream.send(sink.next(1));
    sink.finish();
  }

  // ---- cancelling

  private static void cancelledBefore(Subject sink) throws Exception {
    ByteBuffer source = sink.next(10);
    CancelScope scope = Cancellations.before();
    scope.run(() -> sink.stream.send(source));
    assertTrue(scope.cancelledCaught(), "sent in a cancelled scope");
    assertEquals(10, source.remaining(), "bytes that were not sent");
    sink.stream.send(source);
    sink.finish();
  }

  private static void race(Subject sink) throws Exception {
    var random = new Random(4);
    for (int i = 0; i < RACES; i++) {
      ByteBuffer source = sink.next(LARGEST_CHUNK);
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var sending = group.startSoon(() -> scope.run(() -> sink.stream.send(source)));
        Cancellations.spin(random);
        scope.cancel("race");
        sending.await();
        sink.stream.send(source); // What has not been taken yet.
      });
    }
    sink.finish();
  }

  // ---- closing

  private static void assertClosed(Subject sink) {
    assertThrows(ClosedResourceException.class, () -> sink.stream.send(new byte[1]));
    assertThrows(ClosedResourceException.class, () -> sink.stream.send(ByteBuffer.allocate(1)));
  }

  private static void afterClose(Subject sink) throws Exception {
    sink.stream.send(sink.next(10));
    sink.finish();
    assertClosed(sink);
    assertEquals(10, sink.written.read().length, "bytes that came through");
  }

  private static void closeTwice(Subject sink) throws Exception {
    sink.stream.close();
    sink.stream.close();
    sink.stream.closeForcefully();
    assertClosed(sink);
  }

  private static void cancelledClose(Subject sink) throws Exception {
    Cancellations.before().run(sink.stream::close);
    assertClosed(sink);
  }

  private static void closeMeanwhile(Subject sink) throws Exception {
    ByteBuffer source = sink.next(LARGE);
    Way.together(group -> {
      var sending = group.startSoon(() -> sendsAll(sink.stream, source));
      Cancellations.spin(new Random(8));
      sink.stream.close();
      boolean sentAll = sending.await();
      var found = new Sequence();
      found.expect(sink.written.read());
      assertTrue(
          !sentAll || found.length() == LARGE,
          () -> found.length() + " bytes came through of " + LARGE + " that were sent");
    });
    assertClosed(sink);
  }

  private static boolean sendsAll(ByteSendStream stream, ByteBuffer source) throws Exception {
    try {
      stream.send(source);
      return true;
    } catch (ClosedResourceException e) {
      return false; // As it should, unless the send came first.
    }
  }

  private static void twoSenders(Subject sink) throws Exception {
    var sent = new AtomicInteger();
    Way.together(group -> {
      group.startSoon(() -> sendUnlessBusy(sink.stream, (byte) 1, sent));
      group.startSoon(() -> sendUnlessBusy(sink.stream, (byte) 2, sent));
    });
    sink.stream.close();
    byte[] found = sink.written.read();
    assertEquals(sent.get(), found.length, "bytes that came through");
    for (int start = 0; start < found.length; start += PIECE) {
      var piece = new byte[PIECE];
      Arrays.fill(piece, found[start]);
      assertTrue(
          Arrays.equals(piece, 0, PIECE, found, start, start + PIECE), "two pieces are mixed");
    }
  }

  /** In three buffers, between which nobody else may come. */
  private static void sendUnlessBusy(ByteSendStream stream, byte content, AtomicInteger sent)
      throws Exception {
    var third = new byte[PIECE / 3];
    Arrays.fill(third, content);
    try {
      for (int i = 0; i < PIECES; i++) {
        stream.send(ByteBuffer.wrap(third), ByteBuffer.wrap(third), ByteBuffer.wrap(third));
        sent.addAndGet(PIECE);
      }
    } catch (BusyResourceException e) {
      // The other one goes on alone.
    }
  }
}
