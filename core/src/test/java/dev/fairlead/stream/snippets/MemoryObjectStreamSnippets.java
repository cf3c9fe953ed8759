package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.ForEveryBackend;
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
}
