package dev.fairlead.testing.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.stream.CodecStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.StapledObjectStream;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every stream of objects of core keeps the contract of streams. */
class CoreObjectStreamsTest {

  private static Stream<DynamicTest> memory(int capacity) {
    return StreamChecks.objects(
        _ -> {
          var pair = MemoryObjectStreams.<Integer>create(capacity);
          return new Ends<>(
              Checked.as("MemoryObjectSendStream", pair.send()),
              Checked.as("MemoryObjectReceiveStream", pair.receive()));
        },
        number -> number,
        o -> o.withShared().withMostUnreceived(Math.max(1, Math.min(capacity, Integer.MAX_VALUE))));
  }

  @TestFactory
  Stream<DynamicTest> handOver() {
    return memory(MemoryObjectStreams.RENDEZVOUS);
  }

  @TestFactory
  Stream<DynamicTest> aBufferOfOne() {
    return memory(1);
  }

  @TestFactory
  Stream<DynamicTest> aBufferOfSome() {
    return memory(7);
  }

  @TestFactory
  Stream<DynamicTest> withoutBound() {
    return memory(StreamCheckOptions.UNLIMITED);
  }

  @TestFactory
  Stream<DynamicTest> stapled() {
    return StreamChecks.objects(
        _ -> {
          var there = MemoryObjectStreams.<String>create(3);
          var back = MemoryObjectStreams.<String>create(3);
          return new Ends<>(
              Checked.as(
                  "StapledObjectStream", new StapledObjectStream<>(there.send(), back.receive())),
              new StapledObjectStream<>(back.send(), there.receive()));
        },
        Integer::toString,
        o -> o.withShared().withMostUnreceived(3));
  }

  @TestFactory
  Stream<DynamicTest> framesOverBytes() {
    return StreamChecks.objects(
        _ -> {
          var pair = MemoryByteStreams.pair(20);
          return new Ends<>(
              Checked.as(
                  "CodecStream", new CodecStream<>(pair.first(), Frames.varintPrefixed(1_000))),
              new CodecStream<>(pair.second(), Frames.varintPrefixed(1_000)));
        },
        number -> ("number " + number).getBytes(US_ASCII),
        o -> o.withMostUnreceived(10_000));
  }
}
