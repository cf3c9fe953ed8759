package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class PathReplacementTest {

  @TempDir private Path folder;

  private AsyncPath base;

  @BeforeEach
  void makeBase() {
    base = AsyncPath.of(folder);
  }

  private int permissions(String name) throws IOException {
    return base.resolve(name).linkStatus().unix().orElseThrow().permissions();
  }

  // ---- contents that are replaced in one step

  @Test
  void replacesContentsInOneStep() throws IOException {
    AsyncPath path = base.resolve("file");

    path.replaceText("new");
    assertEquals("new", path.readText());
    path.replaceBytes("newer".getBytes(UTF_8));
    assertEquals("newer", path.readText());
    path.replaceContent(file -> {
      file.writeText("new");
      file.writeText("est");
    });
    assertEquals("newest", path.readText());

    assertEquals(List.of("file"), names(base));
  }

  private static List<String> names(AsyncPath directory) throws IOException {
    return directory.list().toList().stream().map(entry -> entry.path().name()).sorted().toList();
  }

  @Test
  void aFailedReplacementLeavesEverythingAsItWas() throws IOException {
    AsyncPath path = base.resolve("file");
    path.writeText("old");

    assertThrows(
        IOException.class,
        () ->
            path.replaceContent(file -> {
              file.writeText("half");
              throw new IOException("no more");
            }));

    assertEquals("old", path.readText());
    assertEquals(List.of("file"), names(base));
  }

  @Test
  void aReplacementKeepsPermissionsAndLinks() throws IOException {
    base.resolve("file").createFile();
    base.resolve("file").chmod(0606);
    base.resolve("link").symlinkTo("file");

    base.resolve("link").replaceText("new");

    assertTrue(base.resolve("link").isSymbolicLink());
    assertEquals("new", base.resolve("file").readText());
    assertEquals(0606, permissions("file"));
  }

  @Test
  void onlyTheContentOfFilesIsReplaced() throws Exception {
    SpecialFiles.pipe(folder.resolve("pipe"));

    assertThrows(FileSystemException.class, () -> base.replaceText("x"));
    assertThrows(FileSystemException.class, () -> base.resolve("pipe").replaceText("x"));
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing/file").replaceText("x"));
  }
}
