package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreamStatistics;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectSendStream;
import dev.fairlead.stream.ObjectStream;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.stream.StapledObjectStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class MemoryObjectStreamSnippets {

  private final List<String> drawn = new ArrayList<>();

  private void draw(String line) {
    drawn.add(line);
  }

  @ForEveryBackend
  void stream() {
    // @start region="stream"
    var lines = MemoryObjectStreams.<String>create(10);
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        try (var send = lines.send()) {
          send.send("circle");
          send.send("square");
        } // closed: the stream ends
      });
      try (var receive = lines.receive()) {
        for (String line : receive) {
          draw(line);
        }
      }
    });
    // @end
    assertEquals(List.of("circle", "square"), drawn);
  }

  @ForEveryBackend
  void options() throws Exception {
    // @start region="options"
    var prices =
        MemoryObjectStreams.<String>create(
            1,
            o ->
                o.withName("prices")
                    .withOverflow(OverflowPolicy.DROP_OLDEST)
                    .withUndelivered(old -> draw("nobody saw " + old)));
    prices.send().send("1.20");
    prices.send().send("1.30");
    draw(prices.receive().receive());
    // @end
    assertEquals(List.of("nobody saw 1.20", "1.30"), drawn);
  }

  @ForEveryBackend
  void statistics() throws Exception {
    var lines = MemoryObjectStreams.<String>create(10);
    lines.send().send("circle");
    // @start region="statistics"
    MemoryObjectStreamStatistics now = lines.send().statistics();
    draw(
        now.currentBufferUsed()
            + " of "
            + now.maxBufferSize()
            + " used, peak "
            + now.peakBufferUsed());
    if (now.openReceiveStreams() > 0 && now.longestWaitSend().toSeconds() > 1) {
      draw("the receivers are too slow");
    }
    // @end
    assertEquals(List.of("1 of 10 used, peak 1"), drawn);
  }

  // @start region="send"
  static void sendShapes(ObjectSendStream<String> out) throws IOException {
    try (out) {
      out.send("circle");
      out.send("square");
    }
  }

  // @end

  @ForEveryBackend
  void send() throws IOException {
    var lines = MemoryObjectStreams.<String>create(10);
    sendShapes(lines.send());
    assertEquals(List.of("circle", "square"), lines.receive().toList());
  }

  @ForEveryBackend
  void staple() throws IOException {
    // @start region="staple"
    var there = MemoryObjectStreams.<String>create(1);
    var back = MemoryObjectStreams.<String>create(1);
    ObjectStream<String> left = new StapledObjectStream<>(there.send(), back.receive());
    ObjectStream<String> right = new StapledObjectStream<>(back.send(), there.receive());
    left.send("ping");
    right.send(right.receive() + ", pong");
    draw(left.receive());
    // @end
    assertEquals(List.of("ping, pong"), drawn);
  }
}
