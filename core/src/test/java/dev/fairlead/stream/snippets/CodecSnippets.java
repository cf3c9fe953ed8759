package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.Codec;
import dev.fairlead.stream.CodecReceiveStream;
import dev.fairlead.stream.CodecSendStream;
import dev.fairlead.stream.CodecStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

class CodecSnippets {

  @ForEveryBackend
  void frames() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    pair.first().send(new byte[] {0, 2, 'h', 'i', 0, 3, 'a', 'l', 'l'});
    pair.first().close();
    var received = new ArrayList<String>();
    // @start region="frames"
    Codec<String> codec =
        Frames.lengthPrefixed(2, 1000)
            .map(bytes -> new String(bytes, UTF_8), text -> text.getBytes(UTF_8));
    for (String message : new CodecReceiveStream<>(pair.second(), codec)) {
      received.add(message);
    }
    // @end
    assertEquals(List.of("hi", "all"), received);
  }

  @ForEveryBackend
  void both() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    // @start region="both"
    try (var here = new CodecStream<>(pair.first(), Frames.varintPrefixed(1000));
        var there = new CodecStream<>(pair.second(), Frames.varintPrefixed(1000))) {
      here.send(new byte[] {1, 2});
      here.send(new byte[] {3});
      byte[] first = there.receive(); // Exactly {1, 2}.
      // @end
      assertEquals(2, first.length);
      // @start region="both"
    }
    // @end
  }

  @ForEveryBackend
  void send() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    // @start region="send"
    try (var frames = new CodecSendStream<>(pair.first(), Frames.lengthPrefixed(4, 1000))) {
      frames.send("hi".getBytes(UTF_8));
    }
    // @end
    assertEquals(6, pair.second().receive().length);
  }
}
