package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.FrameTooLargeException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.MalformedFrameException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ForEveryBackend
class CodecStreamTest {

  static Stream<Codec<byte[]>> kinds() {
    return Stream.of(
            IntStream.rangeClosed(1, 8).mapToObj(size -> Frames.lengthPrefixed(size, 200)),
            Stream.of(
                Frames.lengthPrefixed(3, ByteOrder.LITTLE_ENDIAN, 200),
                Frames.varintPrefixed(20_000),
                Frames.delimited(bytes("\r\n"), 200)))
        .flatMap(kind -> kind);
  }

  private static byte[] written(Codec<byte[]> codec, String... frames) throws Exception {
    var all = new ByteArrayOutputStream();
    for (String frame : frames) {
      for (ByteBuffer buffer : codec.write(bytes(frame))) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        all.writeBytes(bytes);
      }
    }
    return all.toByteArray();
  }

  private static List<String> read(Codec<byte[]> codec, ByteReceiveStream source) {
    var frames = new ArrayList<String>();
    new CodecReceiveStream<>(source, codec).forEach(frame -> frames.add(text(frame)));
    return frames;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void framesDoNotDependOnThePieces(Codec<byte[]> codec) throws Exception {
    byte[] data = written(codec, "ab", "", "c");

    List<Splits> sources = data.length < 14 ? Splits.all(data) : singles(data);
    for (Splits source : sources) {
      assertEquals(List.of("ab", "", "c"), read(codec, source));
    }
  }

  private static List<Splits> singles(byte[] data) {
    return List.of(Splits.of(text(data)), Splits.of(text(data).split("")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEndWithinAFrameIsIncomplete(Codec<byte[]> codec) throws Exception {
    byte[] data = written(codec, "abc");

    for (int length = 1; length < data.length; length++) {
      var stream = new CodecReceiveStream<>(Splits.of(text(data).substring(0, length)), codec);
      assertThrows(IncompleteReadException.class, stream::receive);
    }
    var empty = new CodecReceiveStream<>(Splits.of(), codec);
    assertThrows(EndOfStreamException.class, empty::receive);
  }

  @Test
  void lengthsAreWrittenInTheirOrder() throws Exception {
    assertArrayEquals(new byte[] {0, 0, 2, 'a', 'b'}, written(Frames.lengthPrefixed(3, 100), "ab"));
    assertArrayEquals(
        new byte[] {2, 0, 0, 'a', 'b'},
        written(Frames.lengthPrefixed(3, ByteOrder.LITTLE_ENDIAN, 100), "ab"));
    byte[] varint = written(Frames.varintPrefixed(1000), "x".repeat(300));
    assertEquals((byte) 0xAC, varint[0]);
    assertEquals(2, varint[1]);
    assertEquals(302, varint.length);
  }

  @Test
  void aFrameThatIsTooLargeIsRefusedBeforeItIsReceived() {
    for (int size = 1; size <= 8; size++) {
      String announced = "\u00ff".repeat(size);
      var stream = new CodecReceiveStream<>(Splits.of(announced), Frames.lengthPrefixed(size, 200));
      var thrown = assertThrows(FrameTooLargeException.class, stream::receive);
      assertEquals(200, thrown.maxBytes());
    }
    var varint =
        new CodecReceiveStream<>(Splits.of("\u00ff\u00ff\u0003"), Frames.varintPrefixed(65_534));
    assertEquals(65_535, assertThrows(FrameTooLargeException.class, varint::receive).size());
    var delimited = new CodecReceiveStream<>(Splits.of("abcdef;"), Frames.delimited(bytes(";"), 6));
    assertThrows(DelimiterNotFoundException.class, delimited::receive);
  }

  @Test
  void aLengthOfMoreThan64BitsIsMalformed() {
    for (String lead : List.of("\u00ff".repeat(9) + "\u0002", "\u00ff".repeat(10))) {
      var stream = new CodecReceiveStream<>(Splits.of(lead), Frames.varintPrefixed(10));
      assertThrows(MalformedFrameException.class, stream::receive);
    }
  }

  @Test
  void aFrameThatCannotBeReadBackIsNotSent() {
    assertThrows(
        IllegalArgumentException.class, () -> Frames.lengthPrefixed(4, 3).write(bytes("abcd")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Frames.lengthPrefixed(1, 1000).write(bytes("a".repeat(256))));
    assertThrows(
        IllegalArgumentException.class, () -> Frames.delimited(bytes(";"), 9).write(bytes("a;b")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Frames.delimited(bytes("aba"), 9).write(bytes("xab")),
        "a frame whose end runs into the delimiter");
    assertThrows(IllegalArgumentException.class, () -> Frames.lengthPrefixed(9, 10));
    assertThrows(IllegalArgumentException.class, () -> Frames.lengthPrefixed(0, 10));
    assertThrows(IllegalArgumentException.class, () -> Frames.delimited(bytes(""), 10));
  }

  @Test
  void itemsOfAnyTypeCanBeMadeOfFrames() throws Exception {
    Codec<Integer> numbers =
        Frames.lengthPrefixed(1, 9).map(b -> Integer.parseInt(text(b)), n -> bytes("" + n));
    var pair = MemoryByteStreams.pair(100);
    var here = new CodecStream<>(pair.first(), numbers);
    var there = new CodecStream<>(pair.second(), numbers);

    here.send(42);
    here.sendEof();

    assertEquals(42, there.receive());
    assertThrows(EndOfStreamException.class, there::receive);
  }

  @Test
  void aCancelledReceiveCanBeRepeated() {
    var pair = MemoryByteStreams.pair(100);
    var stream = new CodecStream<>(pair.second(), Frames.lengthPrefixed(2, 100));

    TaskGroup.run(group -> {
      TaskHandle<byte[]> receiver = group.startSoon(() -> stream.receive());
      pair.first().send(new byte[] {0, 3, 'a'});
      Fairlead.awaitAllTasksBlocked();
      receiver.cancelAndJoin();
      pair.first().send(bytes("bc"));

      assertEquals("abc", text(stream.receive()));
    });
  }

  @Test
  void aCancelledSendIsFinishedByTheNextOne() {
    var pair = MemoryByteStreams.pair(4);
    var stream = new CodecStream<>(pair.first(), Frames.lengthPrefixed(1, 100));

    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> stream.send(bytes("too long")));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();
      group.startSoon(() -> {
        stream.send(bytes("next"));
        stream.sendEof();
      });

      assertEquals(List.of("too long", "next"), read(Frames.lengthPrefixed(1, 100), pair.second()));
    });
  }

  @Test
  void theEndComesAfterTheRestOfACancelledSend() {
    var pair = MemoryByteStreams.pair(4);
    var stream = new CodecStream<>(pair.first(), Frames.lengthPrefixed(1, 100));

    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> stream.send(bytes("too long")));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();
      group.startSoon(stream::sendEof);

      assertEquals(List.of("too long"), read(Frames.lengthPrefixed(1, 100), pair.second()));
    });
  }

  @Test
  void aSendThatIsCancelledBeforeItBeganSendsNothing() throws Exception {
    var pair = MemoryByteStreams.pair(4);
    var stream = new CodecStream<>(pair.first(), Frames.lengthPrefixed(1, 100));
    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      scope.cancel();
      stream.send(bytes("no"));
    });

    stream.sendEof();

    assertEquals(List.of(), read(Frames.lengthPrefixed(1, 100), pair.second()));
  }

  @Test
  void aLengthThatNoArrayHasIsTooLargeWhateverIsAllowed() throws Exception {
    var pair = MemoryByteStreams.pair(16);
    var stream = new CodecStream<>(pair.first(), Frames.lengthPrefixed(4, Integer.MAX_VALUE));
    pair.second().send(new byte[] {0x7f, -1, -1, -1});

    var thrown = assertThrows(FrameTooLargeException.class, stream::receive);

    assertEquals(Integer.MAX_VALUE, thrown.size());
  }
}
