package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class AsyncPathTest {

  @TempDir private Path folder;

  private AsyncPath base;

  @BeforeEach
  void makeBase() {
    base = AsyncPath.of(folder);
  }

  private int permissions(String name) throws IOException {
    return base.resolve(name).linkStatus().unix().orElseThrow().permissions();
  }

  private static List<String> names(AsyncPath directory) throws IOException {
    return directory.list().toList().stream().map(entry -> entry.path().name()).sorted().toList();
  }

  // ---- directories

  @Test
  void mkdir() throws IOException {
    base.resolve("dir").mkdir();

    assertTrue(base.resolve("dir").isDirectory());
    assertThrows(FileAlreadyExistsException.class, () -> base.resolve("dir").mkdir());
    assertThrows(NoSuchFileException.class, () -> base.resolve("a/b/c").mkdir());
    base.resolve("dir").mkdir(o -> o.withExistOk());
    base.resolve("a/b/c").mkdir(o -> o.withParents().withMode(0700));
    assertEquals(0700, permissions("a/b/c"));
    assertThrows(
        FileAlreadyExistsException.class, () -> base.resolve("a/b").mkdir(o -> o.withParents()));
    base.resolve("file").createFile();
    assertThrows(
        FileAlreadyExistsException.class, () -> base.resolve("file").mkdir(o -> o.withExistOk()));
    assertThrows(IllegalArgumentException.class, () -> base.mkdir(o -> o.withMode(01777)));
  }

  @Test
  void rmdirTakesEmptyDirectoriesOnly() throws IOException {
    base.resolve("dir/below").mkdir(o -> o.withParents());
    base.resolve("file").createFile();

    assertThrows(DirectoryNotEmptyException.class, () -> base.resolve("dir").rmdir());
    assertThrows(NotDirectoryException.class, () -> base.resolve("file").rmdir());
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").rmdir());
    base.resolve("dir/below").rmdir();
    base.resolve("dir").rmdir();

    assertEquals(List.of("file"), names(base));
  }

  @Test
  void deleteTreeTakesEverythingAndFollowsNoLink() throws IOException {
    base.resolve("keep/me").mkdir(o -> o.withParents());
    base.resolve("tree/a/b").mkdir(o -> o.withParents());
    base.resolve("tree/a/file").writeText("x");
    base.resolve("tree/link").symlinkTo("../keep");
    base.resolve("tree/dangling").symlinkTo("nowhere");
    base.resolve("toTree").symlinkTo("keep");

    base.resolve("tree").deleteTree();
    base.resolve("toTree").deleteTree();
    base.resolve("missing").deleteTree();

    assertEquals(List.of("keep"), names(base));
    assertEquals(List.of("me"), names(base.resolve("keep")));
    assertFalse(SpecialFiles.isOpen(folder));
  }

  // ---- files and names

  @Test
  void touchMakesAFileOrSetsItsTime() throws IOException {
    AsyncPath path = base.resolve("file");
    path.touch(0600);
    assertEquals(0600, permissions("file"));
    Files.setLastModifiedTime(path.asPath(), FileTime.fromMillis(0));
    path.writeText("x");
    Files.setLastModifiedTime(path.asPath(), FileTime.fromMillis(0));

    path.touch();

    assertTrue(path.status().lastModified().toMillis() > 0);
    assertEquals("x", path.readText());
    assertThrows(FileAlreadyExistsException.class, path::createFile);
    assertThrows(NoSuchFileException.class, () -> base.resolve("no/way").touch());
  }

  @Test
  void unlink() throws IOException {
    base.resolve("file").createFile(0640);
    base.resolve("dir").mkdir();
    base.resolve("link").symlinkTo("dir");

    base.resolve("file").unlink();
    base.resolve("link").unlink();

    assertThrows(NoSuchFileException.class, () -> base.resolve("file").unlink());
    assertFalse(base.resolve("file").unlinkIfExists());
    assertThrows(FileSystemException.class, () -> base.resolve("dir").unlink());
    assertEquals(List.of("dir"), names(base));
  }

  @Test
  void renameRefusesWhatIsThere() throws IOException {
    base.resolve("a").writeText("a");
    base.resolve("b").writeText("b");

    AsyncPath renamed = base.resolve("a").rename(base.resolve("c"));

    assertEquals(base.resolve("c"), renamed);
    assertEquals("a", renamed.readText());
    assertThrows(FileAlreadyExistsException.class, () -> renamed.rename(folder.resolve("b")));
    assertThrows(NoSuchFileException.class, () -> base.resolve("x").rename(base.resolve("y")));
  }

  @Test
  void replaceTakesThePlaceOfWhatIsThere() throws IOException {
    base.resolve("a").writeText("a");
    base.resolve("b").writeText("b");

    assertEquals(base.resolve("b"), base.resolve("a").replace(folder.resolve("b")));

    assertEquals("a", base.resolve("b").readText());
    assertEquals(List.of("b"), names(base));
  }

  @Test
  void linksBecomeLinks() throws IOException {
    base.resolve("file").writeText("x");

    base.resolve("hard").hardLinkTo(base.resolve("file"));
    base.resolve("soft").symlinkTo(base.resolve("file"));
    base.resolve("relative").symlinkTo("./file");

    assertTrue(base.resolve("hard").isSameFile(base.resolve("file")));
    assertEquals(2, base.resolve("file").status().unix().orElseThrow().links());
    assertEquals(base.resolve("file"), base.resolve("soft").readLink());
    assertEquals("./file", base.resolve("relative").readLink().asPath().toString());
    assertThrows(FileAlreadyExistsException.class, () -> base.resolve("soft").symlinkTo("y"));
    assertThrows(
        NoSuchFileException.class, () -> base.resolve("z").hardLinkTo(base.resolve("missing")));
  }

  @Test
  void chmodSetsAllBitsOfTheMode() throws IOException {
    base.resolve("dir").mkdir();
    base.resolve("link").symlinkTo("dir");

    base.resolve("link").chmod(01750);

    assertEquals(01750, permissions("dir"));
    assertThrows(IOException.class, () -> base.resolve("link").lchmod(0700));
    assertEquals(01750, permissions("dir"));
  }

  @Test
  void oddNamesAreNames() throws IOException {
    for (String name :
        List.of(
            " ",
            "a b",
            "-rf",
            "new\nline",
            "tab\t",
            "*",
            "?",
            "[x]",
            "~",
            "a\\b",
            "'\"",
            "$HOME",
            "...",
            "x".repeat(255))) {
      AsyncPath path = base.resolve(name);

      path.replaceText(name);
      path.appendText("!");

      assertEquals(name + "!", path.readText());
      assertEquals(name, path.name());
      assertEquals(List.of(name), names(base));
      assertEquals(path, AsyncPath.ofUri(path.toUri().toString()));
      path.unlink();
    }
  }
}
