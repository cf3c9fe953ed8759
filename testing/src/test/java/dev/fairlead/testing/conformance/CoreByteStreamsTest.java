package dev.fairlead.testing.conformance;

import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ByteStreams;
import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.StapledByteStream;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.TestStreams;
import dev.fairlead.testsupport.Checked;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every byte stream of core keeps the contract of streams. */
class CoreByteStreamsTest {

  private static final int ROOM = 1_000;

  private static StreamCheckOptions small(StreamCheckOptions options) {
    // What wrappers read ahead comes on top of what the memory holds.
    return options.withMostUnreceived(80_000).withSeeds(1);
  }

  private static Ends<ByteStream, ByteStream> memory(int room) {
    var pair = MemoryByteStreams.pair(room);
    return new Ends<>(
        Checked.as("MemoryByteStream", pair.first()),
        Checked.as("MemoryByteStream", pair.second()));
  }

  private static Stream<DynamicTest> wrapped(String type, UnaryOperator<ByteStream> wrapper) {
    return StreamChecks.halfCloseable(
        _ -> {
          var pair = MemoryByteStreams.pair(ROOM);
          return new Ends<>(
              Checked.as(type, wrapper.apply(pair.first())),
              Checked.as(type, wrapper.apply(pair.second())));
        },
        CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> memoryWithoutBuffer() {
    return StreamChecks.halfCloseable(_ -> memory(0), CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> memoryOfOneByte() {
    return StreamChecks.halfCloseable(_ -> memory(1), CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> memoryWithABuffer() {
    return StreamChecks.halfCloseable(_ -> memory(ROOM), CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> bufferedStreams() {
    return wrapped("BufferedByteStream", BufferedByteStream::new);
  }

  @TestFactory
  Stream<DynamicTest> countingStreams() {
    return wrapped("CountingByteStream", CountingByteStream::new);
  }

  @TestFactory
  Stream<DynamicTest> streamsWithAnIdleTimeout() {
    return wrapped(
        "IdleTimeoutByteStream", stream -> new IdleTimeoutByteStream(stream, Duration.ofHours(1)));
  }

  @TestFactory
  Stream<DynamicTest> streamsThatBreakMuchLater() {
    return wrapped("BreakingStream", stream -> TestStreams.breakingAfter(stream, Long.MAX_VALUE));
  }

  /** Without the check that would take each of the many steps that so small chunks make. */
  @TestFactory
  Stream<DynamicTest> streamsInOddChunks() {
    return wrapped("OddChunksStream", stream -> TestStreams.inOddChunks(stream, 1))
        .filter(check -> !check.getDisplayName().contains("a send can be cancelled at every step"));
  }

  @TestFactory
  Stream<DynamicTest> stapledStreams() {
    return StreamChecks.twoWay(
        _ -> {
          var there = MemoryByteStreams.pair(ROOM);
          var back = MemoryByteStreams.pair(ROOM);
          return new Ends<>(
              Checked.as("StapledByteStream", new StapledByteStream(there.first(), back.second())),
              new StapledByteStream(back.first(), there.second()));
        },
        CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> bufferedSources() {
    return StreamChecks.oneWay(
        _ -> {
          var pair = MemoryByteStreams.pair(ROOM);
          return new Ends<>(
              pair.first(),
              Checked.as(
                  "BufferedByteReceiveStream", new BufferedByteReceiveStream(pair.second())));
        },
        CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> chunksOfAStreamOfObjects() {
    return StreamChecks.oneWay(
        _ -> {
          var chunks = MemoryObjectStreams.<byte[]>create(0); // What one send gives is one chunk.
          return new Ends<>(
              Checked.as("ChunkSendStream", ByteStreams.from(chunks.send())),
              Checked.as("ChunkReceiveStream", ByteStreams.from(chunks.receive())));
        },
        CoreByteStreamsTest::small);
  }

  @TestFactory
  Stream<DynamicTest> channelsThatASelectorCanWaitFor() {
    return StreamChecks.oneWay(
        _ -> {
          var pipe = Pipe.open();
          return new Ends<>(
              Checked.as("ChannelSendStream", ByteStreams.from(pipe.sink())),
              Checked.as("ChannelReceiveStream", ByteStreams.from(pipe.source())));
        },
        o -> small(o).withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER));
  }
}
