package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class CopyTest {

  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  @TempDir(factory = FastDirectory.class)
  private Path elsewhere;

  private AsyncPath base;

  @BeforeEach
  void makeTree() throws IOException {
    base = AsyncPath.of(folder);
    Files.createDirectories(folder.resolve("tree/a/b"));
    Files.createDirectories(folder.resolve("tree/empty"));
    Files.writeString(folder.resolve("tree/one"), "1");
    Files.writeString(folder.resolve("tree/a/b/two"), "22");
    Files.createSymbolicLink(folder.resolve("tree/a/link"), Path.of("b/two"));
    Files.writeString(folder.resolve("file"), "content");
    Files.setLastModifiedTime(folder.resolve("tree/a/b/two"), OLD);
    Files.setLastModifiedTime(folder.resolve("tree/a/b"), OLD);
  }

  /** Every path below with what is there. */
  private static String contents(AsyncPath tree) throws IOException {
    var contents = new TreeMap<String, String>();
    for (PathEntry entry : tree.rglob("*").toList()) {
      String what =
          entry.isDirectory()
              ? "dir"
              : entry.isSymbolicLink() ? "link" : Files.readString(entry.path().asPath());
      contents.put(entry.path().relativeTo(tree).toString(), what);
    }
    return contents.toString();
  }

  @Test
  void copiesAFile() throws IOException {
    AsyncPath copy = base.resolve("file").copy(base.resolve("copy"));

    assertEquals(base.resolve("copy"), copy);
    assertEquals("content", copy.readText());
    base.resolve("tree/one").copy(copy);
    assertEquals("1", copy.readText());
    assertEquals("1", base.resolve("tree/one").copyInto(base.resolve("tree/a")).readText());
  }

  @Test
  void copiesATree() throws IOException {
    AsyncPath copy = base.resolve("tree").copy(base.resolve("copy"));

    assertEquals("{a=dir, a/b=dir, a/b/two=22, a/link=22, empty=dir, one=1}", contents(copy));
    assertTrue(copy.resolve("a/b/two").status().lastModified().compareTo(OLD) > 0);
  }

  @Test
  void linksAndMetadataOnRequest() throws IOException {
    base.resolve("tree/one").chmod(0400);

    AsyncPath copy =
        base.resolve("tree")
            .copyInto(AsyncPath.of(elsewhere), o -> o.withoutFollowingLinks().withMetadata());

    assertEquals(AsyncPath.of(elsewhere).resolve("tree"), copy);
    assertEquals("b/two", copy.resolve("a/link").readLink().toString());
    assertEquals(OLD, copy.resolve("a/b/two").status().lastModified());
    assertEquals(OLD, copy.resolve("a/b").status().lastModified());
    assertEquals(0400, copy.resolve("one").status().unix().orElseThrow().permissions());
  }

  @Test
  void whatIsThereStaysAsTheOptionsSay() throws IOException {
    AsyncPath copy = base.resolve("copy");
    copy.mkdir();
    copy.resolve("one").writeText("old");
    copy.resolve("other").writeText("other");

    assertThrows(FileAlreadyExistsException.class, () -> base.resolve("tree").copy(copy));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> base.resolve("tree").copy(copy, o -> o.withMerging().withoutReplacing()));
    assertEquals("old", copy.resolve("one").readText());

    base.resolve("tree").copy(copy, o -> o.withMerging());
    assertEquals("1", copy.resolve("one").readText());
    assertEquals("other", copy.resolve("other").readText());
  }

  @Test
  void impossibleCopiesAreRefused() throws Exception {
    SpecialFiles.pipe(folder.resolve("pipe"));

    AsyncPath tree = base.resolve("tree");
    assertThrows(FileSystemException.class, () -> tree.copy(tree.resolve("a/copy")));
    assertThrows(FileSystemException.class, () -> tree.copyInto(base.resolve("tree/a/../a")));
    assertThrows(FileSystemException.class, () -> base.resolve("file").copy(base.resolve("file")));
    assertThrows(FileSystemException.class, () -> base.resolve("file").copy(base.resolve("tree")));
    assertThrows(FileSystemException.class, () -> base.resolve("pipe").copy(base.resolve("x")));
    assertThrows(FileSystemException.class, () -> base.resolve("file").copy(base.resolve("pipe")));
    assertThrows(NoSuchFileException.class, () -> base.resolve("no").copy(base.resolve("x")));
    assertEquals("content", base.resolve("file").readText());
    assertFalse(base.resolve("tree/a/copy").exists());
  }

  @Test
  void aDirectoryThatIsMissingIsToldByTheNameOfTheTarget() {
    AsyncPath target = base.resolve("missing/target");
    AsyncPath link = base.resolve("tree/a/link");

    for (Executable way :
        List.<Executable>of(
            () -> base.resolve("file").copy(target),
            () -> link.copy(target, o -> o.withoutFollowingLinks()),
            () -> target.replaceText("x"))) {
      var error = assertThrows(NoSuchFileException.class, way);
      assertEquals(target.toString(), error.getMessage());
    }
  }

  @Test
  void aLoopOfLinksIsFound() throws IOException {
    base.resolve("tree/a/loop").symlinkTo("..");

    assertThrows(
        FileSystemLoopException.class, () -> base.resolve("tree").copy(base.resolve("copy")));
    base.resolve("tree").copy(base.resolve("copy2"), o -> o.withoutFollowingLinks());
    assertTrue(base.resolve("copy2/a/loop").isSymbolicLink());
  }

  @Test
  void progressIsTold() throws IOException {
    var told = new ArrayList<CopyProgress>();

    base.resolve("tree").copy(base.resolve("copy"), o -> o.withProgress(told::add));

    assertEquals(3, told.getLast().files());
    assertEquals(5, told.getLast().bytes());
    assertTrue(told.getLast().current().isRelativeTo(base.resolve("tree")));
  }

  @Test
  void aCancelledCopyLeavesNoPartOfAFile() throws IOException {
    Path large = folder.resolve("large");
    Files.write(large, new byte[40 << 20]);
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        AsyncPath.of(large)
            .copy(
                AsyncPath.of(elsewhere).resolve("copy"),
                o -> o.withProgress(_ -> scope.cancel("enough"))));

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of(), AsyncPath.of(elsewhere).list().toList());
    assertFalse(SpecialFiles.isOpen(large));
  }

  @Test
  void filesThatSayTheyAreEmptyAreCopied() throws IOException {
    AsyncPath copy = AsyncPath.of("/proc/self/status").copy(base.resolve("copy"));

    assertTrue(copy.readText().startsWith("Name:"));
  }

  @Test
  void movesWithinAFileSystem() throws IOException {
    String before = contents(base.resolve("tree"));
    base.resolve("dir").mkdir();

    AsyncPath moved = base.resolve("tree").move(base.resolve("moved"));
    AsyncPath inside = moved.moveInto(base.resolve("dir"));

    assertEquals(base.resolve("dir/moved"), inside);
    assertEquals(before, contents(inside));
    assertFalse(base.resolve("tree").exists());
    base.resolve("file").move(inside.resolve("one"));
    assertEquals("content", inside.resolve("one").readText());
    assertThrows(NoSuchFileException.class, () -> base.resolve("no").move(base.resolve("x")));
  }

  @Test
  void movesToAnotherFileSystem() throws IOException {
    String before = contents(base.resolve("tree"));
    AsyncPath target = AsyncPath.of(elsewhere).resolve("moved");

    var told = new ArrayList<CopyProgress>();

    AsyncPath moved =
        FastDirectory.isElsewhere()
            ? base.resolve("tree").move(target, o -> o.withProgress(told::add))
            : TreeMove.byCopy(
                base.resolve("tree"), target, CopyOptions.defaults().withProgress(told::add));

    assertEquals(before, contents(moved));
    assertEquals(OLD, moved.resolve("a/b/two").status().lastModified());
    assertTrue(moved.resolve("a/link").isSymbolicLink());
    assertFalse(base.resolve("tree").exists());
    assertEquals(3, told.getLast().files());
    assertEquals(3, told.getLast().bytes());
  }

  @Test
  void movesAsTheOptionsSay() throws IOException {
    AsyncPath there = base.resolve("there");
    there.mkdir();
    there.resolve("other").writeText("other");

    assertThrows(
        FileAlreadyExistsException.class,
        () -> base.resolve("file").move(there.resolve("other"), o -> o.withoutReplacing()));
    assertThrows(FileSystemException.class, () -> base.resolve("tree").move(there));
    assertEquals("content", base.resolve("file").readText());

    base.resolve("tree").move(there, o -> o.withMerging());

    assertEquals(
        "{a=dir, a/b=dir, a/b/two=22, a/link=link, empty=dir, one=1, other=other}",
        contents(there));
    assertFalse(base.resolve("tree").exists());
  }

  @Test
  void aCancelledMoveLeavesEverythingWhereItWas() throws IOException {
    String before = contents(base.resolve("tree"));
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        TreeMove.byCopy(
            base.resolve("tree"),
            AsyncPath.of(elsewhere).resolve("moved"),
            CopyOptions.defaults().withProgress(_ -> scope.cancel("enough"))));

    assertTrue(scope.cancelledCaught());
    assertEquals(before, contents(base.resolve("tree")));
  }
}
