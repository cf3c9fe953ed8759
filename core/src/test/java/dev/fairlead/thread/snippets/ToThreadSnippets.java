package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
