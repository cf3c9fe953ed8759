package dev.fairlead.testing.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.CodecReceiveStream;
import dev.fairlead.stream.CodecSendStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectStreams;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is made of a stream of objects keeps the contract of streams. */
class CoreDerivedStreamsTest {

  /** How a stream is made of another one. */
  private interface Derivation
      extends BiFunction<ObjectReceiveStream<byte[]>, TaskGroup, ObjectReceiveStream<byte[]>> {}

  /** Of frames, so that both ends are for one task at a time. */
  private static Stream<DynamicTest> derived(Derivation derivation) {
    return StreamChecks.objects(
        services -> {
          var pair = MemoryByteStreams.pair(20);
          var frames = new CodecReceiveStream<>(pair.second(), Frames.varintPrefixed(100));
          return new Ends<>(
              new CodecSendStream<>(pair.first(), Frames.varintPrefixed(100)),
              derivation.apply(frames, services));
        },
        number -> ("number " + number).getBytes(US_ASCII),
        o -> o.withMostUnreceived(1_000).withSeeds(1));
  }

  /** One item comes in, and the same one comes out, by this operation. */
  private static Stream<DynamicTest> itemByItem(UnaryOperator<ObjectReceiveStream<byte[]>> made) {
    return derived((source, _) -> Checked.as("DerivedStream", made.apply(source)));
  }

  /** Ends that several tasks may use. */
  private static Stream<DynamicTest> shared(
      int mostUnreceived,
      BiFunction<ObjectReceiveStream<Integer>, TaskGroup, ObjectReceiveStream<Integer>> made) {
    return StreamChecks.objects(
        services -> {
          var pair = MemoryObjectStreams.<Integer>create(3);
          return new Ends<>(pair.send(), made.apply(pair.receive(), services));
        },
        number -> number,
        o -> o.withShared().withMostUnreceived(mostUnreceived).withSeeds(1));
  }

  @TestFactory
  Stream<DynamicTest> mapped() {
    return itemByItem(source -> source.map(frame -> frame));
  }

  @TestFactory
  Stream<DynamicTest> filtered() {
    return itemByItem(source -> source.filter(_ -> true));
  }

  @TestFactory
  Stream<DynamicTest> whileItHolds() {
    return itemByItem(source -> source.takeWhile(_ -> true));
  }

  @TestFactory
  Stream<DynamicTest> limited() {
    return itemByItem(source -> source.limit(Long.MAX_VALUE));
  }

  @TestFactory
  Stream<DynamicTest> peekable() {
    return derived((source, _) -> Checked.as("PeekableReceiveStream", source.peekable()));
  }

  @TestFactory
  Stream<DynamicTest> bufferedByATask() {
    return shared(10, (source, services) -> Checked.as("Pumped", source.buffered(services, 2)));
  }

  @TestFactory
  Stream<DynamicTest> mappedByTasks() {
    return derived((source, services) ->
        Checked.as("ConcurrentMapping", source.mapConcurrently(services, 2, frame -> frame)));
  }

  @TestFactory
  Stream<DynamicTest> flattened() {
    return itemByItem(source -> source.flatMap(List::of));
  }

  @TestFactory
  Stream<DynamicTest> skipped() {
    return itemByItem(source -> source.skip(0).dropWhile(_ -> false));
  }

  @TestFactory
  Stream<DynamicTest> scanned() {
    return itemByItem(source -> source.scan(new byte[0], (_, frame) -> frame).skip(1));
  }

  @TestFactory
  Stream<DynamicTest> zipped() {
    return itemByItem(source ->
        source.zip(ObjectStreams.from(Stream.iterate(0, i -> i + 1)), (frame, _) -> frame));
  }

  @TestFactory
  Stream<DynamicTest> chained() {
    return itemByItem(source -> ObjectStreams.chain(ObjectStreams.<byte[]>of(), source));
  }

  @TestFactory
  Stream<DynamicTest> inBatches() {
    return itemByItem(source -> source.batched(1).map(List::getFirst));
  }

  @TestFactory
  Stream<DynamicTest> inBatchesOfALimitedTime() {
    return itemByItem(source -> source.batched(1, Duration.ofHours(1)).map(List::getFirst));
  }

  @TestFactory
  Stream<DynamicTest> throttled() {
    return itemByItem(source -> source.throttled(new RateLimiter(1_000_000, Duration.ofMillis(1))));
  }

  @TestFactory
  Stream<DynamicTest> merged() {
    return shared(
        10,
        (source, services) ->
            Checked.as("Pumped", ObjectStreams.merge(services, source, ObjectStreams.of())));
  }

  /** Of each number the latest, and so all of them. */
  @TestFactory
  Stream<DynamicTest> conflated() {
    return shared(
        StreamCheckOptions.UNLIMITED,
        (source, services) ->
            Checked.as("Conflated", source.conflated(services, number -> number)));
  }

  @TestFactory
  Stream<DynamicTest> throughAPublisher() {
    return shared(
        20,
        (source, services) ->
            Checked.as("Subscribed", ObjectStreams.from(source.asPublisher(services), 4)));
  }

  @TestFactory
  Stream<DynamicTest> throughAStreamOfTheJdk() {
    return derived(
        (source, _) -> Checked.as("IteratorStream", ObjectStreams.from(source.asStream())));
  }
}
