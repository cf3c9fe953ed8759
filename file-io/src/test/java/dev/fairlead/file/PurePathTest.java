package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corner cases of pathlib, as tables. */
class PurePathTest {

  private static AsyncPath path(String text) {
    return AsyncPath.of(text);
  }

  private static List<String> texts(List<AsyncPath> paths) {
    return paths.stream().map(AsyncPath::toString).toList();
  }

  // ---- making

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "a//b, a/b",
    "a/b/, a/b",
    "a/./b, a/b",
    "./a, a",
    "a/., a",
    "., .",
    "'', .",
    "./., .",
    "/, /",
    "/., /",
    "a/../b, a/../b",
    "../a, ../a",
    "/a/./b, /a/b"
  })
  void singleDotsMeanNothing(String text, String expected) {
    assertEquals(expected, path(text).toString());
  }

  @Test
  void aPathOfTheJdkGoesInAndOutAtNoCost() {
    Path jdk = Path.of("a", ".", "b");

    assertSame(jdk, AsyncPath.of(jdk).asPath());
    assertEquals(Path.of("a/b"), AsyncPath.of("a", ".", "b").asPath());
  }

  @Test
  void equalPathsHaveEqualHashes() {
    assertEquals(path("a/b"), path("a//b/"));
    assertEquals(path("a/b").hashCode(), Path.of("a/b").hashCode());
    assertNotEquals(path("a"), path("/a"));
    assertNotEquals(path("a"), path("A"));
    assertNotEquals(path("a/../b"), path("b"));
    assertFalse(path("a").equals((Object) Path.of("a")));
  }

  @Test
  void whatIsInADirectoryComesRightBehindIt() {
    List<String> sorted =
        Stream.of("b", "a.b", "a/c", "a", "a/b/c", "a b", "/a", "a/b")
            .map(AsyncPath::of)
            .sorted()
            .map(AsyncPath::toString)
            .toList();

    assertEquals(List.of("/a", "a", "a/b", "a/b/c", "a/c", "a b", "a.b", "b"), sorted);
    assertEquals(0, path("a/b").compareTo(path("a/./b")));
    assertTrue(path("a").compareTo(path("a/b")) < 0);
  }

  // ---- pieces

  @ParameterizedTest
  @CsvSource({
    // path, parts separated by blanks
    "a/b, a b",
    "/a/b, / a b",
    "/, /",
    "'', ''",
    "., ''",
    "a/../b, a .. b"
  })
  void parts(String text, String expected) {
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));

    assertEquals(wanted, path(text).parts());
  }

  @Test
  void driveRootAndAnchor() {
    assertEquals("", path("/a").drive());
    assertEquals("/", path("/a").root());
    assertEquals("/", path("/a").anchor());
    assertEquals("", path("a").root());
    assertEquals("", path("a").anchor());
  }

  @ParameterizedTest
  @CsvSource({"a/b/c, a/b", "a, .", "., .", "'', .", "/, /", "/a, /", "a/.., a", "../a, .."})
  void parent(String text, String expected) {
    assertEquals(expected, path(text).parent().toString());
  }

  @Test
  void parents() {
    assertEquals(List.of("a/b", "a", "."), texts(path("a/b/c").parents()));
    assertEquals(List.of("/a", "/"), texts(path("/a/b").parents()));
    assertEquals(List.of("."), texts(path("a").parents()));
    assertEquals(List.of(), texts(path("/").parents()));
    assertEquals(List.of(), texts(path("").parents()));
  }

  @ParameterizedTest
  @CsvSource({
    // path, name, stem, suffix, suffixes
    "a/b, b, b, '', ''",
    "a/b.py, b.py, b, .py, .py",
    "/b.tar.gz, b.tar.gz, b.tar, .gz, .tar .gz",
    "a/.hgrc, .hgrc, .hgrc, '', ''",
    ".hg.rc, .hg.rc, .hg, .rc, .rc",
    "'Some. name', 'Some. name', Some, '. name', '. name'",
    "a., a., a, ., .",
    "a.b., a.b., a.b, ., '.b .'",
    "a..b, a..b, a., .b, '. .b'",
    "a.., a.., a., ., '. .'",
    "..a, ..a, ..a, '', ''",
    "..a.b, ..a.b, ..a, .b, .b",
    ".., .., .., '', ''",
    "..., ..., ..., '', ''",
    ".a., .a., .a, ., .",
    "'', '', '', '', ''",
    "/, '', '', '', ''"
  })
  void nameStemAndSuffixes(String text, String name, String stem, String suffix, String suffixes) {
    AsyncPath path = path(text);

    assertEquals(name, path.name());
    assertEquals(stem, path.stem());
    assertEquals(suffix, path.suffix());
    assertEquals(suffixes.replace(". name", ".name"), joined(path.suffixes()));
    assertEquals(path.name(), path.stem() + path.suffix());
  }

  private static String joined(List<String> suffixes) {
    return String.join(" ", suffixes).replace(". name", ".name");
  }

  // ---- changing

  @ParameterizedTest
  @CsvSource({
    "a/b, d.xml, a/d.xml", "/a/b, d.xml, /a/d.xml", "a/b.py, d.xml, a/d.xml",
    "a/Dot ending., d.xml, a/d.xml", "b, .., ..", "a, b:c, b:c"
  })
  void withName(String text, String name, String expected) {
    assertEquals(expected, path(text).withName(name).toString());
  }

  @ParameterizedTest
  @CsvSource({"'', d", "/, d", "., d", "a/b, ''", "a/b, .", "a/b, /c", "a/b, c/", "a/b, c/d"})
  void withNameRefusesWhatIsNoName(String text, String name) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withName(name));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, d, a/d",
    "a/b.py, d, a/d.py",
    "/a/b.tar.gz, d, /a/d.gz",
    "a/.hgrc, d, a/d",
    "a/b., d, a/d.",
    "a/b.py, d.e, a/d.e.py",
    "a/..a, d, a/d"
  })
  void withStem(String text, String stem, String expected) {
    assertEquals(expected, path(text).withStem(stem).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', d",
    "/, d",
    "a/b, ''",
    "a/b, .",
    "a/b, /c",
    "a/b, c/d",
    // Nothing but a suffix would be left.
    "a/b.py, ''",
    "a/b., ''"
  })
  void withStemRefusesWhatIsNoStem(String text, String stem) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withStem(stem));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, .gz, a/b.gz",
    "a/b.py, .gz, a/b.gz",
    "a/b.py, '', a/b",
    "a/b, '', a/b",
    "a/b.tar.gz, .xz, a/b.tar.xz",
    "a/.hgrc, .gz, a/.hgrc.gz",
    "a/b., .gz, a/b.gz",
    "a/b, ., a/b.",
    "a/.., .gz, a/...gz"
  })
  void withSuffix(String text, String suffix, String expected) {
    assertEquals(expected, path(text).withSuffix(suffix).toString());
  }

  @ParameterizedTest
  @CsvSource({"'', .gz", "/, .gz", "a/b, gz", "a/b, /", "a/b, ./.d", "a/b, .d/.", "a/b, .c/d"})
  void withSuffixRefusesWhatIsNoSuffix(String text, String suffix) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withSuffix(suffix));
  }

  @Test
  void resolvesAndRebuilds() {
    assertEquals("a/b", path("a").resolve("b").toString());
    assertEquals("a/b/c", path("a").resolve("b", "c").toString());
    assertEquals("/b", path("a").resolve("/b").toString());
    assertEquals("a", path("a").resolve(".").toString());
    assertEquals("b", path("").resolve("b").toString());
    assertEquals("a/b", path("a").resolve(path("b")).toString());
    assertEquals("a/b", path("a").resolve(Path.of("b")).toString());
    assertEquals("x/y", path("a").withSegments("x", "y").toString());
  }

  @Test
  void derivedPathsHaveTheSameLimiter() {
    var limiter = new dev.fairlead.sync.CapacityLimiter(3);
    AsyncPath path = path("/a/b.c").withLimiter(limiter);

    Stream.of(
            path.parent(),
            path.parents().getLast(),
            path.resolve("x"),
            path.withName("x"),
            path.withStem("x"),
            path.withSuffix(".x"),
            path.withSegments("x"),
            path.relativeTo("/a"),
            path.absolute(),
            path.withAbandon())
        .forEach(derived -> assertSame(limiter, derived.limiter().orElseThrow()));
    assertTrue(path("a").limiter().isEmpty());
  }

  // ---- relative paths

  @ParameterizedTest
  @CsvSource({
    "a/b, '', a/b",
    "a/b, a, b",
    "a/b, a/b, .",
    "/a/b, /, a/b",
    "/a/b, /a, b",
    "/a/b, /a/b, .",
    "'', '', .",
    "../a, .., a"
  })
  void relativeTo(String text, String other, String expected) {
    assertEquals(expected, path(text).relativeTo(other).toString());
    assertEquals(expected, path(text).relativeToWalkingUp(other).toString());
    assertTrue(path(text).isRelativeTo(other));
    assertTrue(path(text).isRelativeTo(path(other)));
    assertTrue(path(text).isRelativeTo(Path.of(other)));
  }

  @ParameterizedTest
  @CsvSource({
    // path, other, walking up; empty where that is refused too
    "a/b, c, ../a/b",
    "a/b, a/c, ../b",
    "a/b, a/b/c, ..",
    "a/b, a/c/d, ../../b",
    "/a/b, /c, ../a/b",
    "/a/b, /c/d, ../../a/b",
    "'', a, ..",
    "a/b, /a, ''",
    "/a/b, a, ''",
    "/a/b, '', ''",
    "a/b, .., ''",
    "a/b, c/.., ''",
    "a/b, a/.., ''"
  })
  void walkingUpUsesDotsWhereThatIsSafe(String text, String other, String expected) {
    assertFalse(path(text).isRelativeTo(other));
    assertThrows(IllegalArgumentException.class, () -> path(text).relativeTo(other));
    if (expected.isEmpty()) {
      assertThrows(IllegalArgumentException.class, () -> path(text).relativeToWalkingUp(other));
    } else {
      assertEquals(expected, path(text).relativeToWalkingUp(other).toString());
      assertEquals(expected, path(text).relativeToWalkingUp(path(other)).toString());
    }
  }

  // ---- matching

  @ParameterizedTest
  @CsvSource({
    "b.py, b.py, true",
    "a/b.py, b.py, true",
    "/a/b.py, b.py, true",
    "a.py, b.py, false",
    "b/py, b.py, false",
    "/a.py, b.py, false",
    "b.py/c, b.py, false",
    "b.py, *.py, true",
    "a/b.py, *.py, true",
    "/a/b.py, *.py, true",
    "b.pyc, *.py, false",
    "b./py, *.py, false",
    "b.py/c, *.py, false",
    "ab/c.py, a*/*.py, true",
    "/d/ab/c.py, a*/*.py, true",
    "a.py, a*/*.py, false",
    "/dab/c.py, a*/*.py, false",
    "ab/c.py/d, a*/*.py, false",
    "/b.py, /*.py, true",
    "b.py, /*.py, false",
    "a/b.py, /*.py, false",
    "/a/b.py, /*.py, false",
    "/a/b.py, /a/*.py, true",
    "/ab.py, /a/*.py, false",
    "/a/b/c.py, /a/*.py, false",
    "/a/b/c.py, **, true",
    "/a/b/c.py, /**, false",
    "/a/b/c.py, /a/**/*.py, true",
    "/a/b/c/d.py, /a/**/*.py, false",
    "a/bc.py, b?.py, true",
    "a/b.py, [abc].py, true",
    "a/b.py, [!abc].py, false",
    "a/].py, []].py, true",
    "a/-.py, [a-].py, true",
    "a/[.py, [.py, true",
    "a/*x, '[*]x', true",
    "a/b.py, ./b.py, true"
  })
  void match(String text, String pattern, boolean expected) {
    assertEquals(expected, path(text).match(pattern));
  }

  @Test
  void anEmptyPatternMatchesNothing() {
    assertThrows(IllegalArgumentException.class, () -> path("a").match(""));
    assertThrows(IllegalArgumentException.class, () -> path("a").match("."));
  }

  @Test
  void lettersAreComparedAsWished() {
    assertTrue(path("A.py").match("a.PY", CaseSensitivity.INSENSITIVE));
    assertFalse(path("A.py").match("a.PY", CaseSensitivity.SENSITIVE));
    assertFalse(path("A.py").fullMatch("a.PY", CaseSensitivity.SENSITIVE));
    assertTrue(path("/A/B.py").fullMatch("/a/**/*.PY", CaseSensitivity.INSENSITIVE));
    assertFalse(path("A").match("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "b.py, b.py, true",
    "a/b.py, b.py, false",
    "/a/b.py, b.py, false",
    "b.py/c, b.py, false",
    "b.py, *.py, true",
    "a/b.py, *.py, false",
    "ab/c.py, a*/*.py, true",
    "/d/ab/c.py, a*/*.py, false",
    "a.py, a*/*.py, false",
    "/b.py, /*.py, true",
    "b.py, /*.py, false",
    "/a/b.py, /*.py, false",
    "/a/b.py, /a/*.py, true",
    "/a/b/c.py, /a/*.py, false",
    "a, **, true",
    "c.py, **, true",
    "a/b/c.py, **, true",
    "/a/b/c.py, **, true",
    "/a/b/c.py, /**, true",
    "/a/b/c.py, /a/**, true",
    "/a/b/c.py, **/*.py, true",
    "/a/b/c.py, /**/*.py, true",
    "/a/b/c.py, /a/**/*.py, true",
    "/a/b/c.py, /a/b/**/*.py, true",
    "/a/b/c.py, /**/**/**/**/*.py, true",
    "c.py, **/a.py, false",
    "c.py, c/**, false",
    "a/b/c.py, **/a, false",
    "a/b/c.py, **/a/b, false",
    "a/b/c.py, **/a/b/c, false",
    "a/b/c.py, **/a/b/c., false",
    "a/b/c.py, **/a/b/c./**, false",
    "a/b/c.py, /a/b/c.py/**, false",
    "a/b/c.py, /**/a/b/c.py, false",
    "'', *, false",
    "'', **, true",
    "'', **/*, false",
    "'', '', true",
    "/, '', false",
    "foo, '', false",
    "/, /, true"
  })
  void fullMatch(String text, String pattern, boolean expected) {
    assertEquals(expected, path(text).fullMatch(pattern));
  }

  // ---- text

  @Test
  void absolutePaths() {
    assertTrue(path("/a").isAbsolute());
    assertFalse(path("a").isAbsolute());
    assertEquals(
        Path.of("").toAbsolutePath().resolve("a/../b"), path("a/../b").absolute().asPath());
    assertEquals(AsyncPath.cwd(), path("").absolute());
  }

  @ParameterizedTest
  @CsvSource({
    "/, file:///",
    "/a/b, file:///a/b",
    "/a b, file:///a%20b",
    "/a%#?b, file:///a%25%23%3Fb",
    "/a~-_.b, file:///a~-_.b",
    "'/a\"b', file:///a%22b",
    "/a+b, file:///a%2Bb"
  })
  void urisThereAndBack(String text, String uri) {
    assertEquals(uri, path(text).toUri().toString());
    assertEquals(path(text), AsyncPath.ofUri(uri));
  }

  @Test
  void otherFormsOfUris() {
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("file:/foo/bar"));
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("file://localhost/foo/bar"));
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("FILE:///foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("file:foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("http://foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> path("a").toUri());
  }

  @Test
  void textWithSlashes() {
    assertEquals("a/b", path("a/b").toPosix());
    assertEquals(".", path("").toPosix());
  }

  @Test
  void namesAreReservedOnWindowsOnly() {
    assertFalse(path("a/nul").isReserved());
  }
}
