package dev.fairlead.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsRealThreads
@ForEveryBackend
class ListingTest {

  @TempDir(factory = FastDirectory.class)
  private Path folder;

  /** A tree with names like those of sources, hidden ones, and links. */
  private AsyncPath tree() throws IOException {
    if (Files.exists(folder.resolve("a"))) {
      return AsyncPath.of(folder);
    }
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.createDirectories(folder.resolve("a/.hidden"));
    Files.createDirectories(folder.resolve("d"));
    for (String file : List.of("x.py", "a/y.py", "a/b/z.py", "a/b/c/z.txt", "a/.hidden/w.py")) {
      Files.writeString(folder.resolve(file), file);
    }
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("../a"));
    Files.createSymbolicLink(folder.resolve("a/b/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("missing"));
    return AsyncPath.of(folder);
  }

  private String found(PathStream stream) throws IOException {
    return stream.toList().stream()
        .map(entry -> below(entry.path()))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** What is behind the folder, with its dots. */
  private String below(AsyncPath path) {
    String text = path.toString().substring(folder.toString().length());
    return text.isEmpty() ? "." : text.substring(1);
  }

  @Test
  void listGivesEntriesWithTheirStatus() throws IOException {
    AsyncPath base = tree();
    var seen = new TreeSet<String>();

    try (PathStream list = base.list()) {
      for (PathEntry entry : list) {
        assertEquals(entry.path().status(NOFOLLOW_LINKS).type(), entry.status().get().type());
        seen.add(entry.path().name());
      }
    }

    assertEquals(Set.of("a", "d", "x.py", "dangling"), seen);
  }

  @Test
  void namesAloneAreFasterAndHaveNoStatus() throws IOException {
    for (PathEntry entry : tree().list(o -> o.withoutStatus()).toList()) {
      assertTrue(entry.status().isEmpty());
      assertFalse(entry.isFile() || entry.isDirectory() || entry.isSymbolicLink());
    }
  }

  @Test
  void theEndIsTheEnd() throws IOException {
    PathStream list = tree().list();

    assertEquals(4, list.receiveBatch().size());
    assertThrows(EndOfStreamException.class, list::receive);
    assertThrows(EndOfStreamException.class, list::receiveBatch);
    assertFalse(SpecialFiles.isOpen(folder));
  }

  @Test
  void whatIsNoDirectoryCannotBeListed() throws IOException {
    AsyncPath base = tree();

    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").list().receive());
    assertThrows(NotDirectoryException.class, () -> base.resolve("x.py").list().toList());
  }

  @Test
  void theDirectoryIsClosedHoweverTheListingEnds() throws Exception {
    AsyncPath base = AsyncPath.of(folder);
    for (int i = 0; i < 1100; i++) {
      Files.createFile(folder.resolve("file" + i));
    }

    try (PathStream list = base.list()) {
      list.receive();
      assertTrue(SpecialFiles.isOpen(folder));
    }
    assertFalse(SpecialFiles.isOpen(folder));

    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      try (PathStream list = base.list()) {
        list.receive();
        scope.cancel();
        list.receive();
      }
    });
    assertTrue(scope.cancelledCaught());
    assertFalse(SpecialFiles.isOpen(folder));
  }

  @Test
  void aCancelledReceiveLosesNothing() throws Exception {
    for (int i = 0; i < 1100; i++) {
      Files.createFile(folder.resolve("file" + i));
    }
    var seen = new HashSet<String>();

    try (PathStream list = AsyncPath.of(folder).list()) {
      for (int i = 0; i < 1100; i++) {
        if (i % 100 == 0) {
          Waits.assertCancelledBefore(list::receive);
        }
        seen.add(list.receive().path().name());
      }
      assertThrows(EndOfStreamException.class, list::receive);
    }

    assertEquals(1100, seen.size());
  }

  @Test
  void aClosedListingCannotBeReceivedFrom() throws IOException {
    PathStream list = tree().list();
    list.close();
    list.close();

    assertThrows(ClosedResourceException.class, list::receive);
  }

  // ---- glob

  @ParameterizedTest
  @CsvSource({
    "*, a d dangling x.py",
    "*.py, x.py",
    "x.py, x.py",
    "missing, ''",
    "dangling, dangling",
    "*/, a d",
    "a/*, a/.hidden a/b a/y.py",
    "*/*.py, a/y.py",
    "a/b/z.py, a/b/z.py",
    "a/../x.py, a/../x.py",
    "**, . a a/.hidden a/.hidden/w.py a/b a/b/c a/b/c/z.txt a/b/up a/b/z.py a/y.py d d/link"
        + " dangling x.py",
    "**/, . a a/.hidden a/b a/b/c a/b/up d d/link",
    "**/*.py, a/.hidden/w.py a/b/z.py a/y.py x.py",
    "**/**/*.py, a/.hidden/w.py a/b/z.py a/y.py x.py",
    "a/**/*.py, a/.hidden/w.py a/b/z.py a/y.py",
    "**/b/**/z.*, a/b/c/z.txt a/b/z.py",
    "**/b, a/b",
    "**/z.py, a/b/z.py",
    "d/*/*.py, d/link/y.py",
    "d/link/**/*.txt, d/link/b/c/z.txt",
    "[ad], a d",
    "?, a d",
    "a/b/c/**, a/b/c a/b/c/z.txt"
  })
  void glob(String pattern, String expected) throws IOException {
    assertEquals(expected, found(tree().glob(pattern)));
  }

  @ParameterizedTest
  @CsvSource({
    "*.py, a/.hidden/w.py a/b/z.py a/y.py x.py",
    "z.*, a/b/c/z.txt a/b/z.py",
    "c/*, a/b/c/z.txt",
    "b, a/b"
  })
  void rglob(String pattern, String expected) throws IOException {
    assertEquals(expected, found(tree().rglob(pattern)));
  }

  @Test
  void globFollowsLinksOnRequestAndSurvivesLoops() throws IOException {
    String found = found(tree().rglob("*.txt", o -> o.withFollowLinks()));

    assertEquals("a/b/c/z.txt d/link/b/c/z.txt", found);
  }

  @Test
  void globComparesLettersAsWished() throws IOException {
    AsyncPath base = tree();

    assertEquals("", found(base.glob("X.PY")));
    assertEquals("x.py", found(base.glob("X.PY", o -> o.withLetters(CaseSensitivity.INSENSITIVE))));
    assertEquals("a/b", found(base.glob("A/[B]", o -> o.withLetters(CaseSensitivity.INSENSITIVE))));
  }

  @Test
  void badPatternsAreRefused() {
    AsyncPath base = AsyncPath.of(folder);

    assertThrows(IllegalArgumentException.class, () -> base.glob(""));
    assertThrows(IllegalArgumentException.class, () -> base.glob("."));
    assertThrows(IllegalArgumentException.class, () -> base.glob("/a"));
    assertThrows(IllegalArgumentException.class, () -> base.rglob("/a"));
  }

  @Test
  void inAMissingDirectoryNothingIsFound() throws IOException {
    assertEquals("", found(AsyncPath.of(folder).resolve("missing").glob("**/*")));
  }

  // ---- walk

  private String walked(java.util.function.UnaryOperator<WalkOptions> options) throws IOException {
    var seen = new StringBuilder();
    try (var walk = tree().walk(options)) {
      for (WalkedDirectory directory : walk) {
        seen.append(folder.relativize(directory.path().asPath()))
            .append(names(directory.directories()))
            .append(names(directory.files()))
            .append(' ');
      }
    }
    return seen.toString().strip();
  }

  private static String names(List<PathEntry> entries) {
    return entries.stream().map(entry -> entry.path().name()).sorted().toList().toString();
  }

  private static Set<String> words(String text) {
    return Set.of(text.replace(", ", ",").split(" "));
  }

  @Test
  void walksFromTheTopDown() throws IOException {
    String walked = walked(o -> o);

    assertEquals(
        words(
            "[a,d][dangling,x.py] a[.hidden,b][y.py] a/b[c][up,z.py] a/b/c[][z.txt]"
                + " a/.hidden[][w.py] d[][link]"),
        words(walked));
    assertTrue(walked.startsWith("[a, d]"));
    assertTrue(walked.indexOf("a/b[") < walked.indexOf("a/b/c["));
  }

  @Test
  void walksFromTheBottomUp() throws IOException {
    String walked = walked(o -> o.withBottomUp());

    assertEquals(words(walked(o -> o)), words(walked));
    assertTrue(walked.indexOf("a/b[") > walked.indexOf("a/b/c["));
    assertTrue(walked.endsWith("[a, d][dangling, x.py]"));
  }

  @Test
  void walksOnlyWhereItShall() throws IOException {
    String walked = walked(o -> o.withDescend(entry -> entry.path().name().equals("a")));

    assertEquals(words("[a,d][dangling,x.py] a[.hidden,b][y.py]"), words(walked));
  }

  @Test
  void walksThroughLinksAndSurvivesLoops() throws IOException {
    String walked = walked(o -> o.withFollowLinks());

    assertTrue(walked.contains("d[link][]"), walked);
    assertTrue(walked.contains("d/link/b/c[][z.txt]"), walked);
    assertTrue(walked.contains("a/b[c, up][z.py]"), walked);
    assertFalse(walked.contains("a/b/up["), walked);
    assertEquals(words(walked), words(walked(o -> o.withFollowLinks().withBottomUp())));
  }

  @Test
  void walkReportsWhatItCannotRead() throws IOException {
    AsyncPath missing = AsyncPath.of(folder).resolve("missing");
    var errors = new java.util.ArrayList<IOException>();

    try (var walk = missing.walk(o -> o.withOnError(errors::add))) {
      assertThrows(EndOfStreamException.class, walk::receive);
    }
    try (var walk = missing.walk()) {
      assertThrows(EndOfStreamException.class, walk::receive);
    }

    assertEquals(1, errors.size());
    assertEquals(NoSuchFileException.class, errors.getFirst().getClass());
  }

  @Test
  void aClosedWalkCannotBeReceivedFrom() throws IOException {
    var walk = tree().walk();
    walk.receive();
    walk.close();

    assertThrows(ClosedResourceException.class, walk::receive);
    assertFalse(SpecialFiles.isOpen(folder));
  }
}
