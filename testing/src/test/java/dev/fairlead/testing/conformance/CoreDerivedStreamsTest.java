package dev.fairlead.testing.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.CodecReceiveStream;
import dev.fairlead.stream.CodecSendStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import java.util.function.BiFunction;
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

  @TestFactory
  Stream<DynamicTest> mapped() {
    return derived((source, _) -> source.map(frame -> frame));
  }

  @TestFactory
  Stream<DynamicTest> filtered() {
    return derived((source, _) -> source.filter(_ -> true));
  }

  @TestFactory
  Stream<DynamicTest> whileItHolds() {
    return derived((source, _) -> source.takeWhile(_ -> true));
  }

  @TestFactory
  Stream<DynamicTest> limited() {
    return derived((source, _) -> source.limit(Long.MAX_VALUE));
  }

  @TestFactory
  Stream<DynamicTest> peekable() {
    return derived((source, _) -> source.peekable());
  }

  @TestFactory
  Stream<DynamicTest> bufferedByATask() {
    return StreamChecks.objects(
        services -> {
          var pair = MemoryObjectStreams.<Integer>create(3);
          return new Ends<>(pair.send(), pair.receive().buffered(services, 2));
        },
        number -> number,
        o -> o.withShared().withMostUnreceived(10).withSeeds(1));
  }

  @TestFactory
  Stream<DynamicTest> mappedByTasks() {
    return derived((source, services) -> source.mapConcurrently(services, 2, frame -> frame));
  }
}
