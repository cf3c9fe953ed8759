package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.SourceMaker;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The checks of sources whose bytes are there before anybody receives. */
public final class SourceChecks {

  private static final int SIZE = 60_000;
  private static final int LARGEST_CHUNK = 5_000;
  private static final int RACES = 60;

  private SourceChecks() {}

  /** A source, and how far its receiver has come. */
  private record Subject(ByteReceiveStream stream, Sequence sequence) {

    void receive(ByteBuffer target) throws IOException {
      int start = target.position();
      int count = stream.receive(target);
      assertEquals(start + count, target.position(), "position of a buffer that got " + count);
      var found = new byte[count];
      target.get(start, found);
      sequence.expect(found);
    }

    void receiveRest() throws IOException {
      while (sequence.length() < SIZE) {
        sequence.expect(stream.receive());
      }
      Way.expectEndOf(stream);
    }
  }

  /** All of them. */
  public static Stream<DynamicTest> of(SourceMaker maker, StreamCheckOptions options) {
    var runner =
        new CheckRunner<Subject>(
            services -> {
              ByteReceiveStream stream = maker.make(Sequence.part(0, SIZE), services);
              return Opened.of(new Subject(stream, new Sequence()), stream);
            },
            options);
    return runner.tests(all());
  }

  private static List<Check<Subject>> all() {
    return List.of(
        Check.of("all bytes come in order, and then the end", SourceChecks::inOrder),
        Check.of("a receive keeps to its limit and its buffer", SourceChecks::limits),
        Check.of("a receive without room is refused", SourceChecks::noRoom),
        Check.of("iterating ends at the end", SourceChecks::iterating),
        Check.of("a receive in a cancelled scope takes nothing", SourceChecks::cancelledBefore),
        Check.of("a receive and a cancellation at once lose nothing", SourceChecks::race),
        Check.of("nothing can be received after a close", SourceChecks::afterClose),
        Check.of("closing twice does nothing", SourceChecks::closeTwice),
        Check.of("a close in a cancelled scope still closes", SourceChecks::cancelledClose),
        Check.of("a close ends what another task receives", SourceChecks::closeMeanwhile),
        Check.of("two receivers get each byte once", SourceChecks::twoReceivers));
  }

  private static void inOrder(Subject source) throws Exception {
    var sizes = new Random(2);
    while (source.sequence.length() < SIZE) {
      source.sequence.expect(source.stream.receive(1 + sizes.nextInt(LARGEST_CHUNK)));
    }
    source.receiveRest();
  }

  private static void limits(Subject source) throws Exception {
    for (int max : new int[] {1, 7, 100}) {
      byte[] chunk = source.stream.receive(max);
      assertTrue(
          chunk.length > 0 && chunk.length <= max,
          () -> chunk.length + " bytes came, at most " + max + " were asked for");
      source.sequence.expect(chunk);
    }
    source.receive(ByteBuffer.allocate(50).position(10).limit(40));
    source.receive(ByteBuffer.allocateDirect(50).position(10).limit(40));
    source.receiveRest();
  }

  private static void noRoom(Subject source) throws Exception {
    ByteBuffer full = ByteBuffer.allocate(0);
    assertThrows(IllegalArgumentException.class, () -> source.stream.receive(full));
    assertThrows(IllegalArgumentException.class, () -> source.stream.receive(0));
    assertThrows(IllegalArgumentException.class, () -> source.stream.receive(-1));
    source.receiveRest();
  }

  private static void iterating(Subject source) {
    source.stream.forEach(source.sequence::expect);
    assertEquals(SIZE, source.sequence.length(), "bytes that came before the end");
  }

  // ---- cancelling

  private static void cancelledBefore(Subject source) throws Exception {
    ByteBuffer target = ByteBuffer.allocate(10);
    for (int i = 0; i < 2; i++) {
      assertTrue(
          Cancellations.before().attempt(() -> source.stream.receive(10)).isEmpty(),
          "received in a cancelled scope");
      assertTrue(
          Cancellations.before().attempt(() -> source.stream.receive(target)).isEmpty(),
          "received in a cancelled scope");
      source.sequence.expect(source.stream.receive(1)); // The second time some have been read.
    }
    assertEquals(0, target.position(), "bytes put into the buffer");
    source.receiveRest();
  }

  private static void race(Subject source) throws Exception {
    var random = new Random(3);
    for (int i = 0; i < RACES; i++) {
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(() -> source.stream.receive(70)));
        Cancellations.spin(random);
        scope.cancel("race");
        Optional<byte[]> chunk = receiving.await();
        chunk.ifPresent(source.sequence::expect);
      });
    }
    source.receiveRest();
  }

  // ---- closing

  private static void assertClosed(Subject source) {
    assertThrows(ClosedResourceException.class, source.stream::receive);
    assertThrows(ClosedResourceException.class, () -> source.stream.receive(1));
    assertThrows(
        ClosedResourceException.class, () -> source.stream.receive(ByteBuffer.allocate(1)));
  }

  private static void afterClose(Subject source) throws Exception {
    source.sequence.expect(source.stream.receive(10));
    source.stream.close();
    assertClosed(source);
  }

  private static void closeTwice(Subject source) throws Exception {
    source.stream.close();
    source.stream.close();
    source.stream.closeForcefully();
    assertClosed(source);
  }

  private static void cancelledClose(Subject source) throws Exception {
    Cancellations.before().run(source.stream::close);
    assertClosed(source);
  }

  private static void closeMeanwhile(Subject source) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> receiveUntilClosed(source));
      Cancellations.spin(new Random(8));
      source.stream.close();
      receiving.await();
    });
    assertClosed(source);
  }

  private static void receiveUntilClosed(Subject source) throws IOException {
    try {
      while (source.sequence.length() < SIZE) {
        source.sequence.expect(source.stream.receive());
      }
    } catch (ClosedResourceException e) {
      // As it should, unless the end came first.
    }
  }

  private static void twoReceivers(Subject source) throws Exception {
    var received = new AtomicInteger();
    Way.together(group -> {
      group.startSoon(() -> receiveUnlessBusy(source.stream, received));
      group.startSoon(() -> receiveUnlessBusy(source.stream, received));
    });
    assertEquals(SIZE, received.get(), "bytes received by both");
  }

  private static void receiveUnlessBusy(ByteReceiveStream stream, AtomicInteger received)
      throws IOException {
    ByteBuffer target = ByteBuffer.allocate(1_000);
    try {
      while (stream.receive(target.clear()) >= 0) {
        received.addAndGet(target.position());
      }
    } catch (BusyResourceException e) {
      // The other one goes on alone.
    }
  }
}
