package dev.fairlead.testing.conformance;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.CodecReceiveStream;
import dev.fairlead.stream.CodecSendStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectSendStream;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.stream.TextConnectable;
import dev.fairlead.stream.TextReceiveStream;
import dev.fairlead.stream.TextSendStream;
import dev.fairlead.stream.TextStream;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import dev.fairlead.testsupport.SentBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Text, lines and frames over bytes, and broadcasts, keep the contract of streams. */
class CoreTextStreamsTest {

  /** Makes both ends out of those of a stream of bytes. */
  private interface Layer<T>
      extends BiFunction<
          ByteSendStream, ByteReceiveStream, Ends<ObjectSendStream<T>, ObjectReceiveStream<T>>> {}

  private static Stream<DynamicTest> ofText(int room, Layer<String> layer) {
    return StreamChecks.objects(
        _ -> {
          var pair = MemoryByteStreams.pair(room);
          return layer.apply(pair.first(), pair.second());
        },
        number -> "number " + number,
        o -> o.withMostUnreceived(10_000).withSeeds(1));
  }

  /** In lock-step, so that what is sent at once is received at once. */
  @TestFactory
  Stream<DynamicTest> text() {
    return ofText(
        0,
        (sink, source) ->
            new Ends<>(
                Checked.as("TextSendStream", new TextSendStream(sink)),
                Checked.as("TextReceiveStream", new TextReceiveStream(source))));
  }

  @TestFactory
  Stream<DynamicTest> textBothWays() {
    return StreamChecks.objects(
        _ -> {
          var pair = MemoryByteStreams.pair(0);
          var first = Checked.as("TextConnectable", new TextConnectable(pair::first));
          return new Ends<>(
              Checked.as("TextStream", first.connect()), new TextStream(pair.second()));
        },
        number -> "zahl " + number + " \u00fc",
        o -> o.withMostUnreceived(1).withSeeds(1));
  }

  @TestFactory
  Stream<DynamicTest> lines() {
    return ofText(
        100,
        (sink, source) ->
            new Ends<>(
                new Lines(new TextSendStream(sink)),
                Checked.as(
                    "LineReceiveStream", new BufferedByteReceiveStream(source).lines(o -> o))));
  }

  @TestFactory
  Stream<DynamicTest> framesOneWay() {
    return StreamChecks.objects(
        _ -> {
          var pair = MemoryByteStreams.pair(20);
          return new Ends<>(
              Checked.as(
                  "CodecSendStream",
                  new CodecSendStream<>(pair.first(), Frames.varintPrefixed(1_000))),
              Checked.as(
                  "CodecReceiveStream",
                  new CodecReceiveStream<>(pair.second(), Frames.varintPrefixed(1_000))));
        },
        number -> ("number " + number).getBytes(StandardCharsets.US_ASCII),
        o -> o.withMostUnreceived(10_000).withSeeds(1));
  }

  /** Unreliable: what is sent while nobody has subscribed any more is lost. */
  @TestFactory
  Stream<DynamicTest> broadcasts() {
    return StreamChecks.unreliableObjects(
        _ -> {
          var broadcast = new Broadcast<Integer>();
          var subscriber = broadcast.subscribe(3, OverflowPolicy.WAIT);
          return new Ends<>(new SentBy<>(broadcast::send, broadcast::close), subscriber);
        },
        number -> number,
        o -> o.withShared());
  }

  /** Sends each text as a line. */
  private record Lines(TextSendStream below) implements ObjectSendStream<String> {
    @Override
    public void send(String item) throws IOException {
      below.send(item + "\n");
    }

    @Override
    public void close() throws IOException {
      below.close();
    }

    @Override
    public void closeForcefully() throws IOException {
      below.closeForcefully();
    }

    @Override
    public Map<Attribute<?>, Supplier<?>> attributes() {
      return below.attributes();
    }
  }
}
