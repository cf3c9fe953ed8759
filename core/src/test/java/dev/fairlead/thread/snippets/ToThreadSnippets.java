package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.ToThread;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ToThreadSnippets {

  @ForEveryBackend
  void call(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("greeting"), "hello");
    // @start region="call"
    String text = ToThread.call(() -> Files.readString(file));
    // @end
    assertEquals("hello", text);
  }

  @ForEveryBackend
  void options() {
    // @start region="options"
    var printers = new CapacityLimiter(2); // two at once, whatever else goes on
    int pages = ToThread.call(o -> o.withLimiter(printers).withInterrupt(), () -> print("report"));
    // @end
    assertEquals(6, pages);
  }

  private static int print(String document) {
    return document.length();
  }
}
