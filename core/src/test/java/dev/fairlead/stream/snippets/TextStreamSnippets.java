package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.TextReceiveStream;
import dev.fairlead.stream.TextSendStream;
import dev.fairlead.stream.TextStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

class TextStreamSnippets {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(100);

  @ForEveryBackend
  void receive() throws Exception {
    ByteReceiveStream source = pair.first();
    pair.second().send("gr\u00fc\u00dfe".getBytes(UTF_8));
    pair.second().close();
    // @start region="receive"
    var all = new StringBuilder();
    var stream = new TextReceiveStream(source, o -> o.withMalformed(CodingErrorAction.REPLACE));
    for (String text : stream) {
      all.append(text);
    }
    // @end
    assertEquals("gr\u00fc\u00dfe", all.toString());
  }

  @ForEveryBackend
  void send() throws Exception {
    ByteSendStream sink = pair.first();
    // @start region="send"
    try (var stream = new TextSendStream(sink, o -> o.withCharset(StandardCharsets.UTF_16LE))) {
      stream.send("hi");
    }
    // @end
    assertEquals(4, pair.second().receive().length);
  }

  @ForEveryBackend
  void both() throws Exception {
    pair.second().send("pong".getBytes(UTF_8));
    // @start region="both"
    var stream = new TextStream(pair.first());
    stream.send("ping");
    String answer = stream.receive();
    // @end
    assertEquals("pong", answer);
  }
}
