package dev.fairlead.testing.conformance;

import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStreams;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Written;
import dev.fairlead.testsupport.Checked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What makes streams of the JDK's blocking ones, and those of ours, keeps the contract. */
class CoreAdaptersTest {

  private static final int ROOM = 1_000;

  /**
   * Checks that wait until all tasks are blocked. A task whose function runs on a worker thread is
   * never taken for blocked, even when that function reads from a pipe in which there is nothing.
   */
  private static final Set<String> NEED_IDLE_TASKS =
      Set.of(
          "a receive waits for bytes",
          "a sender nobody receives from waits",
          "a close wakes the task that receives",
          "a close wakes the task that sends",
          "a send that waits breaks with its receiver",
          "a second receiver is refused",
          "a second sender is refused",
          "a receive that is cancelled has lost nothing",
          "a send that is cancelled says how far it came");

  /** Checks of a send that is cancelled midway: an output stream cannot say how far it came. */
  private static final Set<String> NEED_PROGRESS =
      Set.of(
          "a send that is cancelled says how far it came",
          "room and a cancellation at once lose nothing",
          "a send can be cancelled at every step");

  /** With worker threads, which a simulation has not got. */
  private static StreamCheckOptions real(StreamCheckOptions options) {
    return options.withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER).withMostUnreceived(1 << 20);
  }

  private static StreamCheckOptions small(StreamCheckOptions options) {
    return options.withMostUnreceived(80_000).withSeeds(1);
  }

  private static boolean isOneOf(Set<String> names, DynamicTest check) {
    return names.stream().anyMatch(name -> check.getDisplayName().endsWith(": " + name));
  }

  @TestFactory
  Stream<DynamicTest> blockingStreams() {
    return StreamChecks.oneWay(
            _ -> {
              var pipe = Pipe.open();
              return new Ends<>(
                  Checked.as(
                      "BlockingSendStream",
                      ByteStreams.from(Channels.newOutputStream(pipe.sink()))),
                  Checked.as(
                      "BlockingReceiveStream",
                      ByteStreams.from(Channels.newInputStream(pipe.source()))));
            },
            CoreAdaptersTest::real)
        .filter(check -> !isOneOf(NEED_IDLE_TASKS, check));
  }

  @TestFactory
  Stream<DynamicTest> blockingSources() {
    return StreamChecks.source(
        (content, _) -> ByteStreams.from(new ByteArrayInputStream(content)),
        CoreAdaptersTest::real);
  }

  @TestFactory
  Stream<DynamicTest> blockingSinks() {
    return StreamChecks.sink(
        _ -> {
          var written = new ByteArrayOutputStream();
          return new Ends<ByteSendStream, Written>(ByteStreams.from(written), written::toByteArray);
        },
        CoreAdaptersTest::real);
  }

  // ---- ours as those of the JDK

  @TestFactory
  Stream<DynamicTest> asInputStreams() {
    return StreamChecks.oneWay(
        _ -> {
          var pair = MemoryByteStreams.pair(ROOM);
          return new Ends<ByteSendStream, ByteReceiveStream>(
              pair.first(), new PlainStreams.OfInput(pair.second().asInputStream()));
        },
        CoreAdaptersTest::small);
  }

  @TestFactory
  Stream<DynamicTest> asOutputStreams() {
    return StreamChecks.oneWay(
            _ -> {
              var pair = MemoryByteStreams.pair(ROOM);
              return new Ends<ByteSendStream, ByteReceiveStream>(
                  new PlainStreams.OfOutput(pair.first().asOutputStream()), pair.second());
            },
            CoreAdaptersTest::small)
        .filter(check -> !isOneOf(NEED_PROGRESS, check));
  }

  @TestFactory
  Stream<DynamicTest> asChannelsOfBothDirections() {
    return StreamChecks.oneWay(
        _ -> {
          var pair = MemoryByteStreams.pair(ROOM);
          return new Ends<ByteSendStream, ByteReceiveStream>(
              new PlainStreams.OfWritable(pair.first().asByteChannel()),
              new PlainStreams.OfReadable(pair.second().asByteChannel()));
        },
        CoreAdaptersTest::small);
  }

  @TestFactory
  Stream<DynamicTest> asChannelsOfOneDirection() {
    return StreamChecks.oneWay(
        _ -> {
          var chunks = MemoryObjectStreams.<byte[]>create(0);
          ByteSendStream sender = ByteStreams.from(chunks.send());
          var receiver = new BufferedByteReceiveStream(ByteStreams.from(chunks.receive()));
          return new Ends<ByteSendStream, ByteReceiveStream>(
              new PlainStreams.OfWritable(sender.asByteChannel()),
              new PlainStreams.OfReadable(receiver.asByteChannel()));
        },
        CoreAdaptersTest::small);
  }
}
