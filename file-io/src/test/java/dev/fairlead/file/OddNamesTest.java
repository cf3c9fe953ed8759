package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that programs stumble over. */
@NeedsRealThreads
@ForEveryBackend
class OddNamesTest {

  private static final Set<String> NAMES =
      Set.of(
          " ",
          "two\nlines",
          "tab\tand\rreturn",
          "-rf",
          "*?[a-z]",
          "$(exit) `exit` \"'",
          "back\\slash",
          "...",
          "~root",
          "%41:|<>",
          "größe 名前 \uD83D\uDEA2",
          "e\u0301",
          "\u00e9",
          "x".repeat(59) + "\uD83D\uDEA2" + "x".repeat(9),
          "x".repeat(255));

  @TempDir private Path folder;

  /** Those that the encoding of this system has. */
  private static Set<String> possibleNames() {
    var encoder = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder();
    return NAMES.stream().filter(encoder::canEncode).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(AsyncPath directory) throws IOException {
    var names = new TreeSet<String>();
    directory.list().toList().forEach(entry -> names.add(entry.path().name()));
    return names;
  }

  @Test
  void everyNameGoesThereAndBack() throws IOException {
    AsyncPath base = AsyncPath.of(folder).resolve("base");
    base.mkdir();
    for (String name : possibleNames()) {
      base.resolve(name).writeText(name);
    }

    assertEquals(possibleNames(), names(base));
    AsyncPath copy = base.copy(base.withName("copy"));
    for (PathEntry entry : copy.rglob("*").toList()) {
      assertEquals(entry.path().name(), entry.path().readText());
      assertEquals(entry.path(), AsyncPath.ofUri(entry.path().toUri().toString()));
      entry.path().replaceText("replaced");
      try (var file = entry.path().open()) {
        assertEquals("replaced", file.readText());
      }
    }
    assertEquals(possibleNames(), names(copy));
    copy.deleteTree();
    assertFalse(copy.exists());
  }

  /** A name of Linux is bytes, which need not be text. */
  @Test
  void namesThatAreNoTextAreUsedAsTheyAre() throws Exception {
    SpecialFiles.run(
        "sh",
        "-c",
        "cd \"$0\" && printf one > \"$(printf '\\377')\" && printf two > \"$(printf '\\376')\"",
        folder.toString());
    AsyncPath base = AsyncPath.of(folder);
    var contents = new TreeSet<String>();

    for (PathEntry entry : base.list().toList()) {
      try (var file = entry.path().open()) {
        contents.add(file.readText());
      }
      assertEquals(entry.path(), AsyncPath.ofUri(entry.path().toUri().toString()));
      entry.path().replace(entry.path().withName("renamed"));
      base.resolve("renamed").unlink();
    }

    assertEquals(Set.of("one", "two"), contents);
    assertEquals(Set.of(), names(base));
  }
}
