package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class StapledStreamTest {

  private static final Attribute<String> SIDE = Attribute.of("side", String.class);
  private static final Attribute<String> ONLY_SINK = Attribute.of("only sink", String.class);

  private final List<String> trail = new ArrayList<>();
  private final Part sink = new Part("sink");
  private final Part source = new Part("source");
  private final StapledByteStream stapled = new StapledByteStream(sink, source);

  /** Either side of a stapled stream, which notes what happens to it. */
  private final class Part implements ByteStream {
    private final String name;
    private IOException failure;

    Part(String name) {
      this.name = name;
    }

    @Override
    public int receive(ByteBuffer target) {
      target.put(bytes(name));
      return name.length();
    }

    @Override
    public void send(ByteBuffer... buffers) {
      trail.add("sent to " + name);
    }

    @Override
    public void sendEof() {
      trail.add("ended " + name);
    }

    @Override
    public void close() throws IOException {
      trail.add("closed " + name);
      if (failure != null) {
        throw failure;
      }
      Checkpoints.checkpoint();
    }

    @Override
    public Map<Attribute<?>, Supplier<?>> attributes() {
      return name.equals("sink")
          ? Map.of(SIDE, () -> name, ONLY_SINK, () -> "yes")
          : Map.of(SIDE, () -> name);
    }
  }

  @Test
  void bytesGoToTheSinkAndComeFromTheSource() throws IOException {
    stapled.send(bytes("x"));

    assertEquals(List.of("sent to sink"), trail);
    assertEquals("source", text(stapled.receive()));
    assertSame(sink, stapled.sendStream());
    assertSame(source, stapled.receiveStream());
  }

  @Test
  void endingSendsClosesTheSink() throws IOException {
    stapled.sendEof();

    assertEquals(List.of("closed sink"), trail);
  }

  @Test
  void closingClosesBothAndGathersTheErrors() {
    sink.failure = new IOException("first");
    source.failure = new IOException("second");

    var thrown = assertThrows(IOException.class, stapled::close);

    assertEquals(List.of("closed sink", "closed source"), trail);
    assertSame(sink.failure, thrown);
    assertEquals(List.of(source.failure), List.of(thrown.getSuppressed()));
  }

  @Test
  void aCancelledCloseClosesBothAllTheSame() throws IOException {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      stapled.close();
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of("closed sink", "closed source"), trail);
  }

  @Test
  void closingForcefullyClosesBoth() throws IOException {
    stapled.closeForcefully();

    assertEquals(List.of("closed sink", "closed source"), trail);
  }

  @Test
  void attributesOfBothAreOfferedAndTheSourceWins() {
    assertEquals("source", stapled.attribute(SIDE));
    assertEquals("yes", stapled.attribute(ONLY_SINK));
  }

  @Test
  void objectsGoTheSameWays() throws IOException {
    var there = MemoryByteStreams.pair(100);
    Codec<byte[]> codec = Frames.lengthPrefixed(1, 100);
    var stapledObjects =
        new StapledObjectStream<>(
            new CodecSendStream<>(there.first(), codec),
            new CodecReceiveStream<>(there.second(), codec));

    stapledObjects.send(bytes("item"));
    assertEquals("item", text(stapledObjects.receive()));
    stapledObjects.sendEof();
    stapledObjects.sendEof();

    assertThrows(EndOfStreamException.class, stapledObjects::receive);
    assertThrows(ClosedResourceException.class, () -> stapledObjects.send(bytes("more")));
    stapledObjects.close();
    assertThrows(ClosedResourceException.class, stapledObjects::receive);
  }
}
