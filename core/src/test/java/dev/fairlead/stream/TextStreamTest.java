package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.MalformedTextException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
class TextStreamTest {

  private static final String GREETING = "a\u00e9\u20ac\ud83d\ude00";

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(1000);

  private static String join(ObjectReceiveStream<String> stream) {
    var all = new StringBuilder();
    stream.forEach(all::append);
    return all.toString();
  }

  @Test
  void textArrivesWhole() throws Exception {
    var here = new TextStream(pair.first());
    var there = new TextStream(pair.second());

    here.send(GREETING);
    assertEquals(GREETING, there.receive());

    there.send("back");
    there.sendEof();
    assertEquals("back", join(here));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "GB18030"})
  void noCharacterIsCutWhereverTheBytesAre(String charset) {
    byte[] bytes = GREETING.getBytes(Charset.forName(charset));
    List<Splits> sources = bytes.length <= 12 ? Splits.all(bytes) : eachCut(bytes);

    for (Splits source : sources) {
      var pieces = new ArrayList<String>();
      new TextReceiveStream(source, o -> o.withCharset(Charset.forName(charset)))
          .forEach(pieces::add);

      assertEquals(GREETING, String.join("", pieces));
      assertTrue(pieces.stream().noneMatch(String::isEmpty));
      assertTrue(
          pieces.stream().noneMatch(p -> Character.isHighSurrogate(p.charAt(p.length() - 1))));
    }
  }

  private static List<Splits> eachCut(byte[] bytes) {
    String all = Splits.text(bytes);
    var sources = new ArrayList<Splits>();
    for (int at = 1; at < bytes.length; at++) {
      sources.add(Splits.of(all.substring(0, at), all.substring(at)));
    }
    sources.add(Splits.of(all.split("")));
    return sources;
  }

  @Test
  void aCharacterCutByTheEndIsAnError() throws Exception {
    var stream = new TextReceiveStream(Splits.of("ok\u00e2\u0082"));

    assertEquals("ok", stream.receive());
    var malformed = assertThrows(MalformedTextException.class, stream::receive);
    assertEquals(
        "no UTF-8 text at byte 2 of the stream: E2 82; choose the charset it is in, or have it"
            + " replaced by withMalformed",
        malformed.getMessage());
    assertThrows(EndOfStreamException.class, stream::receive);
    assertThrows(EndOfStreamException.class, stream::receive);
  }

  @Test
  void aCharacterCutByTheEndIsReplacedOrIgnoredIfAskedFor() {
    assertEquals(
        "ok\ufffd",
        join(
            new TextReceiveStream(
                Splits.of("ok\u00e2", "\u0082"), o -> o.withMalformed(CodingErrorAction.REPLACE))));
    assertEquals(
        "ok",
        join(
            new TextReceiveStream(
                Splits.of("ok\u00e2\u0082"), o -> o.withMalformed(CodingErrorAction.IGNORE))));
  }

  @Test
  void malformedTextIsAnErrorBetweenWhatSurroundsIt() {
    for (Splits source : Splits.all(Splits.bytes("abc\u00ffdef"))) {
      var seen = new ArrayList<String>();
      var stream = new TextReceiveStream(source);

      for (boolean ended = false; !ended; ) {
        try {
          seen.add(stream.receive());
        } catch (EndOfStreamException e) {
          ended = true;
        } catch (MalformedTextException e) {
          seen.add("!");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }

      assertEquals("abc!def", String.join("", seen));
    }
  }

  @Test
  void nothingIsReceivedAfterClosing() throws Exception {
    var stream = new TextReceiveStream(Splits.of("a\u00ffb"));
    assertEquals("a", stream.receive());
    assertThrows(MalformedTextException.class, stream::receive);
    stream.close();

    assertThrows(ClosedResourceException.class, stream::receive);
  }

  @Test
  void aMarkAtTheBeginningIsWrittenOnce() throws Exception {
    var stream = new TextSendStream(pair.first(), o -> o.withCharset(StandardCharsets.UTF_16));

    stream.send("ab");
    stream.send("c");
    stream.close();

    assertArrayEquals("abc".getBytes(StandardCharsets.UTF_16), receiveAll(pair.second()));
  }

  @Test
  void shiftsAreUndoneAtTheEnd() throws Exception {
    Charset charset = Charset.forName("ISO-2022-JP");
    var stream = new TextSendStream(pair.first(), o -> o.withCharset(charset));

    stream.send("\u65e5");
    stream.send("\u672c");
    stream.close();

    assertArrayEquals("\u65e5\u672c".getBytes(charset), receiveAll(pair.second()));
  }

  private static byte[] receiveAll(ByteReceiveStream stream) {
    var all = new ByteArrayOutputStream();
    stream.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void textTheEncodingDoesNotHaveIsAnErrorAndNothingOfItIsSent() throws Exception {
    var stream = new TextSendStream(pair.first(), o -> o.withCharset(StandardCharsets.ISO_8859_1));

    var unwritable = assertThrows(MalformedTextException.class, () -> stream.send("10 \u20ac"));
    assertEquals(
        "character 3, U+20AC, cannot be written in ISO-8859-1; choose a charset that has it, or"
            + " have it replaced by withMalformed",
        unwritable.getMessage());
    stream.send("ok");
    stream.close();

    assertEquals("ok", new String(receiveAll(pair.second()), UTF_8));
  }

  @Test
  void textTheEncodingDoesNotHaveIsReplacedOrIgnoredIfAskedFor() throws Exception {
    var replacing =
        new TextSendStream(
            pair.first(),
            o ->
                o.withCharset(StandardCharsets.ISO_8859_1)
                    .withMalformed(CodingErrorAction.REPLACE));
    replacing.send("1\u20ac\ud83d");
    var ignoring = new TextSendStream(pair.first(), o -> o.withMalformed(CodingErrorAction.IGNORE));
    ignoring.send("2\ud83d");
    ignoring.close();

    assertEquals("1??2", new String(receiveAll(pair.second()), UTF_8));
  }

  @Test
  void halfOfASurrogatePairIsAnError() {
    var stream = new TextSendStream(pair.first());

    assertThrows(MalformedTextException.class, () -> stream.send("a\ud83d"));
    assertThrows(MalformedTextException.class, () -> stream.send("\ude00a"));
  }

  @Test
  void longTextArrivesWhole() {
    String text = "\u20ac".repeat(50_000);

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        try (var stream = new TextStream(pair.first())) {
          stream.send(text);
        }
      });
      assertEquals(text, join(new TextStream(pair.second())));
    });
  }

  @Test
  void closingClosesTheStreamBelowOnce() throws Exception {
    var source = Splits.of("a");

    try (var stream = new TextReceiveStream(source)) {
      stream.receive();
    }

    assertEquals(1, source.closings());
    new TextStream(pair.first()).close();
    assertThrows(ClosedResourceException.class, () -> pair.first().receive());
  }

  @Test
  void aCancelledReceiveKeepsHalfACharacter() {
    var stream = new TextReceiveStream(pair.second());

    TaskGroup.run(group -> {
      TaskHandle<String> receiver = group.startSoon(() -> stream.receive());
      pair.first().send(new byte[] {(byte) 0xe2, (byte) 0x82});
      Fairlead.awaitAllTasksBlocked();
      receiver.cancelAndJoin();
      pair.first().send(new byte[] {(byte) 0xac});

      assertEquals("\u20ac", stream.receive());
    });
  }

  @Test
  void aCancelledFirstSendLeavesTheMarkToTheNextOne() throws Exception {
    var stream = new TextSendStream(pair.first(), o -> o.withCharset(StandardCharsets.UTF_16));
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      stream.send("never");
    });
    stream.send("a");
    stream.close();

    assertArrayEquals("a".getBytes(StandardCharsets.UTF_16), receiveAll(pair.second()));
  }

  @Test
  void aSecondTaskMayNotReceiveMeanwhile() {
    var stream = new TextReceiveStream(pair.second());

    TaskGroup.run(group -> {
      group.startSoon(() -> stream.receive());
      Fairlead.awaitAllTasksBlocked();

      assertThrows(BusyResourceException.class, stream::receive);
      group.cancel();
    });
  }

  @Test
  void connectingGivesATextStreamInTheChosenCharset() throws Exception {
    var connectable =
        new TextConnectable(pair::first, o -> o.withCharset(StandardCharsets.UTF_16LE));
    pair.second().send(new byte[] {'h', 0, 'i', 0});

    assertEquals("hi", connectable.connect().receive());
    assertEquals(
        "UTF-8",
        new TextConnectable(pair::first).options().apply(TextOptions.defaults()).charset().name());
    assertThrows(
        IllegalArgumentException.class,
        () -> new TextConnectable(pair::first, o -> o.withCharset(Charset.forName("ISO-2022-CN"))));
  }

  @Test
  void aCancelledSendLeavesNoHalfCharacter() {
    var narrow = MemoryByteStreams.pair(4);
    var here = new TextStream(narrow.first());

    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> here.send(GREETING + "!"));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();
      group.startSoon(() -> {
        here.send("?");
        here.sendEof();
      });

      assertEquals(GREETING + "!?", join(new TextStream(narrow.second())));
    });
  }

  @Test
  void theEndComesAfterTheRestOfACancelledText() {
    var narrow = MemoryByteStreams.pair(4);
    var here = new TextStream(narrow.first());

    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> here.send(GREETING));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();
      group.startSoon(here::sendEof);

      assertEquals(GREETING, join(new TextStream(narrow.second())));
    });
  }

  @Test
  void closingDoesNotWaitForTheRestOfACancelledText() throws Exception {
    var narrow = MemoryByteStreams.pair(4);
    var here = new TextStream(narrow.first());
    TaskGroup.run(group -> {
      TaskHandle<?> sender = group.startSoon(() -> here.send(GREETING));
      Fairlead.awaitAllTasksBlocked();
      sender.cancelAndJoin();
    });

    here.close();

    var there = new TextStream(narrow.second());
    assertEquals("a\u00e9", there.receive());
    assertThrows(MalformedTextException.class, there::receive);
  }
}
