package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that are copied as links, to where something is already. */
@NeedsRealThreads
@ForEveryBackend
class CopyLinksTest {

  @TempDir private Path folder;

  private AsyncPath file;
  private AsyncPath link;

  @BeforeEach
  void makeLink() throws IOException {
    file = AsyncPath.of(Files.writeString(folder.resolve("file"), "content"));
    link = AsyncPath.of(Files.createSymbolicLink(folder.resolve("link"), Path.of("file")));
  }

  private List<String> names() throws IOException {
    return AsyncPath.of(folder).list().toList().stream()
        .map(entry -> entry.path().name())
        .sorted()
        .toList();
  }

  @Test
  void aLinkIsNotLostWhenItIsCopiedToItself() throws IOException {
    assertThrows(
        FileSystemException.class, () -> link.copy(link, CopyOptions::withoutFollowingLinks));

    assertEquals("file", link.readLink().toString());
    assertEquals(List.of("file", "link"), names());
  }

  @Test
  void aFileIsNotLostToALinkThatLeadsToIt() throws IOException {
    assertThrows(
        FileSystemException.class, () -> link.copy(file, CopyOptions::withoutFollowingLinks));

    assertEquals("content", file.readText());
    assertEquals(List.of("file", "link"), names());
  }

  @Test
  void aLinkReplacesAFile() throws IOException {
    AsyncPath other = AsyncPath.of(Files.writeString(folder.resolve("other"), "old"));

    link.copy(other, o -> o.withoutFollowingLinks().withMetadata());

    assertEquals("file", other.readLink().toString());
    assertEquals(List.of("file", "link", "other"), names());
  }

  @Test
  void aLinkReplacesAnotherThatLeadsToTheSameFile() throws IOException {
    AsyncPath absolute = AsyncPath.of(folder.resolve("absolute"));
    absolute.symlinkTo(file);

    link.copy(absolute, CopyOptions::withoutFollowingLinks);

    assertEquals("file", absolute.readLink().toString());
    assertTrue(link.isSymbolicLink());
  }

  @Test
  void aLinkReplacesNothingUnlessItMay() throws IOException {
    AsyncPath other = AsyncPath.of(Files.writeString(folder.resolve("other"), "old"));

    for (AsyncPath target : List.of(other, link, file)) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> link.copy(target, o -> o.withoutFollowingLinks().withoutReplacing()));
    }

    assertEquals("old", other.readText());
    assertEquals("content", link.readText());
  }

  @Test
  void aLinkDoesNotReplaceADirectory() throws IOException {
    AsyncPath directory = AsyncPath.of(folder.resolve("directory"));
    directory.mkdir();

    assertThrows(
        FileSystemException.class, () -> link.copy(directory, CopyOptions::withoutFollowingLinks));

    assertTrue(directory.isDirectory());
    assertEquals(List.of("directory", "file", "link"), names());
  }
}
