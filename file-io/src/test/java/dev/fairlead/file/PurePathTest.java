package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
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
}
