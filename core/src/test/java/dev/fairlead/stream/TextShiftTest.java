package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.MalformedTextException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Encodings with a state, and texts that were not sent. */
@ForEveryBackend
class TextShiftTest {

  private static final String KANJI = "\u65e5\u672c";
  private static final Charset SHIFTING = Charset.forName("ISO-2022-JP");

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final CancelScope scope = CancelScope.create();
  private boolean refusing;

  /** Takes what it is given, or is cancelled before it takes anything. */
  private final class Sink implements ByteSendStream {
    @Override
    public void send(ByteBuffer... buffers) {
      if (refusing) {
        scope.cancel("before anything was sent");
        Checkpoints.checkpoint();
      }
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          sent.write(buffer.get());
        }
      }
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private void sendInVain(TextSendStream stream, String text) throws IOException {
    refusing = true;
    scope.run(() -> stream.send(text));
    refusing = false;
  }

  @Test
  void aTextThatWasNotSentLeavesTheShiftAsItWas() throws Exception {
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(SHIFTING));
    stream.send("a");
    sendInVain(stream, KANJI);
    stream.send(KANJI);
    stream.close();

    assertEquals("a" + KANJI, sent.toString(SHIFTING));
  }

  @Test
  void aHeadIsWrittenOnceAlthoughATextWasNotSent() throws Exception {
    Charset korean = Charset.forName("ISO-2022-KR");
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(korean));
    stream.send("a");
    sendInVain(stream, "\ud55c");
    stream.send("\uad6d");
    stream.close();

    assertArrayEquals("a\uad6d".getBytes(korean), sent.toByteArray());
  }

  @Test
  void aTextThatWasNotSentAfterShiftedOnesDoesNotUnshift() throws Exception {
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(SHIFTING));
    stream.send(KANJI);
    sendInVain(stream, "abc");
    stream.send(KANJI);
    stream.close();

    assertArrayEquals((KANJI + KANJI).getBytes(SHIFTING), sent.toByteArray());
  }

  @Test
  void theEndIsWrittenAlthoughItWasCancelledOnce() throws Exception {
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(SHIFTING));
    stream.send(KANJI);
    refusing = true;
    scope.run(stream::finish);
    refusing = false;
    stream.finish();
    stream.close();

    assertArrayEquals(KANJI.getBytes(SHIFTING), sent.toByteArray());
  }

  @Test
  void aMarkIsWrittenOnceAlthoughATextWasNotSent() throws Exception {
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(StandardCharsets.UTF_16));
    stream.send("a");
    sendInVain(stream, "b");
    stream.send("c");
    stream.close();

    assertArrayEquals("ac".getBytes(StandardCharsets.UTF_16), sent.toByteArray());
  }

  @Test
  void aTextThatCannotBeWrittenLeavesTheShiftAsItWas() throws Exception {
    var stream = new TextSendStream(new Sink(), o -> o.withCharset(SHIFTING));
    stream.send("a");
    assertThrows(MalformedTextException.class, () -> stream.send(KANJI + "\ud55c"));
    stream.send(KANJI);
    stream.close();

    assertEquals("a" + KANJI, sent.toString(SHIFTING));
  }
}
