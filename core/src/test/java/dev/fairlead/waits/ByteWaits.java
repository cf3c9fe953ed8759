package dev.fairlead.waits;

import static dev.fairlead.waits.WaitSubject.waitsBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.CodecStream;
import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.StapledByteStream;
import dev.fairlead.stream.TextStream;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The waits of streams of bytes, and of what is put on top of them. */
final class ByteWaits {

  private static final byte[] ONE = {'x'};

  private ByteWaits() {}

  static Map<String, Supplier<WaitSubject>> all() {
    var all = new LinkedHashMap<String, Supplier<WaitSubject>>();
    bytes(all, "memory byte stream", stream -> stream);
    bytes(all, "StapledByteStream", stream -> new StapledByteStream(stream, stream));
    bytes(all, "BufferedByteStream", BufferedByteStream::new);
    bytes(all, "CountingByteStream", CountingByteStream::new);
    bytes(all, "IdleTimeoutByteStream", s -> new IdleTimeoutByteStream(s, Duration.ofDays(1)));
    buffered(all, "receiveExactly", stream -> () -> stream.receiveExactly(2));
    buffered(all, "receiveUntil", stream -> () -> stream.receiveUntil(ONE, 9));
    buffered(all, "receiveLine", stream -> () -> stream.receiveLine(9));
    buffered(all, "peek", stream -> () -> stream.peek(2));
    all.put("TextStream.receive", ByteWaits::textReceive);
    all.put("CodecStream.receive", ByteWaits::codecReceive);
    return all;
  }

  private static void bytes(
      Map<String, Supplier<WaitSubject>> all, String name, UnaryOperator<ByteStream> wrapper) {
    all.put(name + ".receive", () -> receive(wrapper));
    all.put(name + ".send, closed by its user", () -> send(wrapper, true));
    all.put(name + ".send, broken by its peer", () -> send(wrapper, false));
  }

  private static WaitSubject receive(UnaryOperator<ByteStream> wrapper) {
    MemoryByteStreams.Pair pair = MemoryByteStreams.pair(2);
    ByteStream stream = wrapper.apply(pair.first());
    return waitsBy(stream::receive)
        .endedBy(() -> pair.second().send(ONE))
        .closedBy(stream::close, ClosedResourceException.class)
        .exclusive()
        .leaving(taken -> {
          if (!taken) {
            assertArrayEquals(ONE, stream.receive());
          }
        });
  }

  private static WaitSubject send(UnaryOperator<ByteStream> wrapper, boolean byUser) {
    MemoryByteStreams.Pair pair = MemoryByteStreams.pair(1);
    ByteStream stream = wrapper.apply(pair.first());
    WaitSubject subject =
        waitsBy(() -> stream.send(ONE))
            .armedBy(() -> stream.send(ONE))
            .endedBy(() -> assertEquals(1, pair.second().receive(1).length))
            .exclusive()
            .leaving(sent -> {
              if (sent) {
                assertArrayEquals(ONE, pair.second().receive());
              }
            });
    return byUser
        ? subject.closedBy(stream::close, ClosedResourceException.class)
        : subject.closedBy(pair.second()::close, BrokenResourceException.class);
  }

  /** Half of what is waited for is there: a cancellation must not lose it. */
  private static void buffered(
      Map<String, Supplier<WaitSubject>> all,
      String name,
      Function<BufferedByteReceiveStream, Waits.Wait> wait) {
    all.put(
        "BufferedByteReceiveStream." + name,
        () -> {
          MemoryByteStreams.Pair pair = MemoryByteStreams.pair(9);
          var stream = new BufferedByteReceiveStream(pair.first());
          Waits.Wait waiting = wait.apply(stream);
          return waitsBy(waiting)
              .armedBy(() -> stream.feedData("a".getBytes(UTF_8)))
              .endedBy(() -> pair.second().send("x\n".getBytes(UTF_8)))
              .closedBy(stream::close, ClosedResourceException.class)
              .exclusive()
              .leaving(taken -> {
                if (!taken) {
                  waiting.run();
                }
                drain(stream, pair);
              });
        });
  }

  private static void drain(BufferedByteReceiveStream stream, MemoryByteStreams.Pair pair)
      throws IOException {
    pair.second().send("\0".getBytes(UTF_8));
    stream.receiveUntil("\0".getBytes(UTF_8), 9);
  }

  private static WaitSubject textReceive() {
    MemoryByteStreams.Pair pair = MemoryByteStreams.pair(9);
    var stream = new TextStream(pair.first());
    return waitsBy(stream::receive)
        .endedBy(() -> pair.second().send(ONE))
        .closedBy(stream::close, ClosedResourceException.class)
        .exclusive()
        .leaving(taken -> {
          if (!taken) {
            assertEquals("x", stream.receive());
          }
        });
  }

  private static WaitSubject codecReceive() {
    MemoryByteStreams.Pair pair = MemoryByteStreams.pair(9);
    var stream = new CodecStream<>(pair.first(), Frames.delimited(ONE, 9));
    return waitsBy(stream::receive)
        .endedBy(() -> pair.second().send("ax".getBytes(UTF_8)))
        .closedBy(stream::close, ClosedResourceException.class)
        .exclusive()
        .leaving(taken -> {
          if (!taken) {
            assertArrayEquals("a".getBytes(UTF_8), stream.receive());
          }
        });
  }
}
