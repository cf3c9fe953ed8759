package dev.fairlead.file.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.file.SpooledTemporaryFile;
import dev.fairlead.file.TemporaryDirectory;
import dev.fairlead.file.TemporaryFile;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class TemporarySnippets {

  @ForEveryBackend
  void file() throws IOException {
    String seen;
    // @start region="file"
    try (var temporary = TemporaryFile.open(o -> o.withSuffix(".txt"))) {
      temporary.file().writeText("for another program");
      seen = temporary.path().readText();
    }
    // @end
    assertEquals("for another program", seen);
  }

  @ForEveryBackend
  void directory() throws IOException {
    // @start region="directory"
    try (var temporary = TemporaryDirectory.create()) {
      temporary.path().resolve("work").writeText("half done");
    }
    // @end
  }

  @ForEveryBackend
  void spooled() throws IOException {
    // @start region="spooled"
    try (var spooled = SpooledTemporaryFile.create(1 << 20)) {
      spooled.file().writeText("small things stay in memory");
      spooled.file().seek(0);
      assertEquals("small", spooled.file().readText(5));
      assertFalse(spooled.isRolledOver());
    }
    // @end
  }

  @ForEveryBackend
  void options(@TempDir Path folder) throws IOException {
    String name;
    // @start region="options"
    try (var temporary =
        TemporaryDirectory.create(o ->
            o.withDirectory(folder)
                .withPrefix("build-")
                .withCleanUpLimit(Duration.ofSeconds(2))
                .withIgnoredCleanUpErrors())) {
      name = temporary.path().name();
    }
    // @end
    assertTrue(name.startsWith("build-"));
    assertFalse(Files.exists(folder.resolve(name)));
  }
}
