package dev.fairlead.file.snippets;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.CancelScope;
import dev.fairlead.file.AsyncFile;
import dev.fairlead.file.FileRegionLock;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class AsyncFileSnippets {

  @ForEveryBackend
  void open(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("notes");
    var read = new StringBuilder();
    // @start region="open"
    try (var file = AsyncFile.open(path, READ, WRITE, CREATE)) {
      file.writeText("one\ntwo\n");
      file.sync();
      file.seek(0);
      for (String line : file.lines()) {
        read.append(line).append(' ');
      }
    }
    // @end
    assertEquals("one two ", read.toString());
  }

  @ForEveryBackend
  void lock(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("counter");
    // @start region="lock"
    try (var file = AsyncFile.open(path, READ, WRITE, CREATE);
        FileRegionLock _ = CancelScope.failAfter(Duration.ofSeconds(5)).call(() -> file.lock())) {
      String before = file.readText();
      file.truncate(0);
      file.writeText(String.valueOf(before.isEmpty() ? 1 : Integer.parseInt(before) + 1));
    }
    // @end
    try (var file = AsyncFile.open(path)) {
      assertEquals("1", file.readText());
      assertFalse(file.size() > 1);
    }
  }
}
