package dev.fairlead.file.snippets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.file.AsyncFile;
import dev.fairlead.file.FileRegionLock;
import dev.fairlead.file.Newline;
import dev.fairlead.file.Whence;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
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

  @ForEveryBackend
  void options(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("letter");
    String text;
    // @start region="options"
    try (var file =
        AsyncFile.open(
            path,
            o -> o.withCharset(ISO_8859_1).withNewline(Newline.CRLF).withMaxLineBytes(1_000),
            WRITE,
            CREATE)) {
      file.writeText("Grüße\n");
    }
    try (var file = AsyncFile.open(path, o -> o.withAbandon().withCharset(ISO_8859_1))) {
      text = file.readText();
    }
    // @end
    assertEquals("Grüße\r\n", text);
  }

  @ForEveryBackend
  void sharedLock(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("table"), "rows");
    boolean shared = false;
    // @start region="shared-lock"
    try (var file = AsyncFile.open(path);
        FileRegionLock lock = file.lock(o -> o.withShared().withRegion(0, 1_024))) {
      shared = lock.isShared();
    }
    // @end
    assertTrue(shared);
  }

  @ForEveryBackend
  void seek(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("log"), "0123456789");
    String end;
    // @start region="seek"
    try (var file = AsyncFile.open(path)) {
      file.seek(-4, Whence.END);
      file.seek(1, Whence.POSITION);
      end = file.readText();
    }
    // @end
    assertEquals("789", end);
  }
}
